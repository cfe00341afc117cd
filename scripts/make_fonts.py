"""Subsets Be Vietnam Pro into overrides/assets/fonts, prints the fallback faces for site.css, draws the paper's empty box: python scripts/make_fonts.py

Needs, once, in any environment: pip install fontpkg-be-vietnam-pro fontpkg-arimo fontpkg-roboto fonttools brotli
"""

import re
import struct
import subprocess
import sys
from collections import Counter
from pathlib import Path

import fontpkg_arimo
import fontpkg_be_vietnam_pro
import fontpkg_roboto
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable
from fontTools.varLib.instancer import instantiateVariableFont

FROM = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
ROOT = Path(__file__).parent.parent
TO = ROOT / "overrides" / "assets" / "fonts"
# ASCII, the letters of Latin-1 (foreign names), Vietnamese, and signs. No combining marks: texts are NFC. Be Vietnam Pro has no arrow: systems have one.
WORDS = (
    "U+0020-007E,U+00A0,U+00A7,U+00AB,U+00B0,U+00B2-00B3,U+00B7,U+00BB,U+00C0-00FF,U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,"
    "U+01A0-01A1,U+01AF-01B0,U+1EA0-1EF9,U+2013-2014,U+2018-2019,U+201C-201E,U+2022,U+2026,U+2082,U+20AB,U+2212,U+2248,U+2264-2265"
)
# Weight 300 is for figures alone: digits and the signs between them. The same list stands in site.css (unicode-range).
FIGURES = "U+0020,U+0025,U+002B-003A,U+00A0,U+2013,U+2212"
SUBSETS = {"Light": FIGURES, "Regular": WORDS, "SemiBold": WORDS}
STRENGTHS = {"Light": 400, "Regular": 400, "SemiBold": 700}
"""Weight of ours → the weight that readers' machines have in its place."""
STAND_INS = {
    "Arial": Path(fontpkg_arimo.__file__).parent / "files/Arimo[wght].ttf",
    "Roboto": Path(fontpkg_roboto.__file__).parent / "files/Roboto[wdth,wght].ttf",
}
"""What Windows, macOS and iOS have, by a font of the same widths, and what Android has."""


def subset(weight: str) -> None:
    """One woff2. Hinting stays where words are set: many readers' screens are Windows at 96 dpi, and figures are too large to need it."""
    out = TO / f"be-vietnam-pro-{weight.lower()}.woff2"
    command = [sys.executable, "-m", "fontTools.subset", str(FROM / f"BeVietnamPro-{weight}.ttf"), f"--unicodes={SUBSETS[weight]}"]
    command += ["--layout-features=kern", "--flavor=woff2", f"--output-file={out}", *(["--no-hinting"] if weight == "Light" else [])]
    subprocess.run(command, check=True)
    print(f"{out.name}: {out.stat().st_size} byte")


def width(font: TTFont, text: Counter[str]) -> float:
    """The mean advance of the characters of `text`, in ems."""
    cmap, advances = font.getBestCmap(), font["hmtx"]
    known = {character: count for character, count in text.items() if ord(character) in cmap}
    total = sum(advances[cmap[ord(character)]][0] * count for character, count in known.items())
    return float(total / sum(known.values()) / font["head"].unitsPerEm)


def sentences() -> str:
    """What the cases say, without the keys, the indents and the addresses of YAML: their letters are not those of a page."""
    lines = "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "cases").glob("*.yaml"))).splitlines()
    values = (re.sub(r"^[\s-]*([a-z_]+: )?", "", line) for line in lines if "http" not in line)
    return " ".join(value for value in values if " " in value)


def empty_box() -> None:
    """A font of one sign for every character of Unicode (a cmap of format 13, many to one): what paper shows where no font has a letter."""
    pen = TTGlyphPen(None)
    for points in (((60, 0), (60, 700), (540, 700), (540, 0)), ((110, 50), (490, 50), (490, 650), (110, 650))):
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    box = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "box"])
    font.setupCharacterMap({0x25A1: "box"})
    font.setupGlyf({".notdef": box, "box": box})
    font.setupHorizontalMetrics({".notdef": (600, 60), "box": (600, 60)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "O trong", "styleName": "Regular", "psName": "OTrong"})
    font.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    ranges = ((0x20, 0xD7FF, 1), (0xE000, 0x10FFFF, 1))
    every = struct.pack(">HHLLL", 13, 0, 16 + 12 * len(ranges), 0, len(ranges)) + b"".join(struct.pack(">LLL", *one) for one in ranges)
    font.font.tables["cmap"] = table = DefaultTable("cmap")
    table.data = struct.pack(">HHHHL", 0, 1, 3, 10, 12) + every
    font.font["head"].created = font.font["head"].modified = 0
    font.font.recalcTimestamp = False
    font.save(ROOT / "casebook/paper/fonts/o-trong.ttf")


def fallback(weight: str, name: str) -> str:
    """The descriptors that give `name` the widths and the line box of ours, so that nothing moves when ours arrives."""
    ours, theirs = TTFont(FROM / f"BeVietnamPro-{weight}.ttf"), TTFont(STAND_INS[name])
    axes = {axis.axisTag: axis.defaultValue for axis in theirs["fvar"].axes} | {"wght": STRENGTHS[weight]}
    instantiateVariableFont(theirs, axes, inplace=True)
    text = Counter("0123456789" if weight == "Light" else sentences())
    scale = width(ours, text) / width(theirs, text)
    head, units = ours["hhea"], ours["head"].unitsPerEm * scale
    return f"{weight}, {name}: size-adjust: {scale:.2%}; ascent-override: {head.ascent / units:.2%}; descent-override: {-head.descent / units:.2%}"


if __name__ == "__main__":
    for each in SUBSETS:
        subset(each)
        print("\n".join(fallback(each, name) for name in STAND_INS))
    empty_box()
