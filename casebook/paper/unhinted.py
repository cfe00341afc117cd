"""TrueType fonts without the instructions that fit letters to the grid of a coarse screen: a fifth of a PDF, and neither print nor a PDF reader needs them."""

import struct
from collections.abc import Iterator, Mapping
from itertools import pairwise

HINTS = frozenset((b"cvt ", b"fpgm", b"prep", b"gasp", b"hdmx", b"VDMX"))
WORDS, MORE, INSTRUCTED = 0x1, 0x20, 0x100
SCALES = {0x8: 2, 0x40: 4, 0x80: 8}
"""Flag of a part of a composed letter → bytes of its scale."""


def unhinted(font: bytes) -> bytes:
    """The same outlines and widths; a font that is not TrueType (OpenType, chapter “glyf”) comes back as it is."""
    tables = {name: table for name, table in _tables(font) if name not in HINTS}
    if b"glyf" not in tables:
        return font
    wide = struct.unpack_from(">h", tables[b"head"], 50)[0]
    glyphs = [_bare(glyph) for glyph in _glyphs(tables, wide)]
    ends = [0]
    for glyph in glyphs:
        ends.append(ends[-1] + len(glyph))
    tables[b"glyf"] = b"".join(glyphs)
    tables[b"loca"] = struct.pack(f">{len(ends)}{'L' if wide else 'H'}", *(end if wide else end // 2 for end in ends))
    # No zone, storage, function or stack is left that an instruction could use.
    tables[b"maxp"] = tables[b"maxp"][:14] + struct.pack(">7H", 1, 0, 0, 0, 0, 0, 0) + tables[b"maxp"][28:]
    return _joined(font[:4], tables)


def _tables(font: bytes) -> Iterator[tuple[bytes, bytes]]:
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, start, length = struct.unpack_from(">4s3L", font, 12 + 16 * number)
        yield name, font[start : start + length]


def _glyphs(tables: Mapping[bytes, bytes], wide: int) -> Iterator[bytes]:
    count = len(tables[b"loca"]) // (4 if wide else 2)
    ends = [end if wide else end * 2 for end in struct.unpack(f">{count}{'L' if wide else 'H'}", tables[b"loca"])]
    return (tables[b"glyf"][start:end] for start, end in pairwise(ends))


def _bare(glyph: bytes) -> bytes:
    """The letter without its instructions, of an even length."""
    if not glyph:
        return glyph
    contours = struct.unpack_from(">h", glyph)[0]
    if contours < 0:
        bare = _composed(glyph)
    else:
        at = 10 + 2 * contours
        bare = glyph[:at] + b"\0\0" + glyph[at + 2 + struct.unpack_from(">H", glyph, at)[0] :]
    return bare + b"\0" * (len(bare) % 2)


def _composed(glyph: bytes) -> bytes:
    """Its parts, none of which says that instructions follow."""
    bare, at, flags = bytearray(glyph), 10, MORE
    while flags & MORE:
        flags = struct.unpack_from(">H", bare, at)[0]
        struct.pack_into(">H", bare, at, flags & ~INSTRUCTED)
        at += (8 if flags & WORDS else 6) + sum(size for scale, size in SCALES.items() if flags & scale)
    return bytes(bare[:at])


def _joined(version: bytes, tables: Mapping[bytes, bytes]) -> bytes:
    """A font file of these tables, its sums made anew."""
    power = len(tables).bit_length() - 1
    head = version + struct.pack(">4H", len(tables), 16 << power, power, 16 * (len(tables) - (1 << power)))
    at, directory, body = 12 + 16 * len(tables), b"", b""
    for name, table in sorted(tables.items()):
        held = table if name != b"head" else table[:8] + b"\0\0\0\0" + table[12:]
        padded = held + b"\0" * (-len(held) % 4)
        directory += struct.pack(">4s3L", name, _sum(padded), at + len(body), len(held))
        body += padded
    font = head + directory + body
    place = _start(directory, b"head") + 8
    return font[:place] + struct.pack(">L", (0xB1B0AFBA - _sum(font)) % 2**32) + font[place + 4 :]


def _start(directory: bytes, name: bytes) -> int:
    return int(next(struct.unpack_from(">L", directory, place + 8)[0] for place in range(0, len(directory), 16) if directory[place : place + 4] == name))


def _sum(padded: bytes) -> int:
    return int(sum(struct.unpack(f">{len(padded) // 4}L", padded)) % 2**32)
