"""The offline edition: the built site as one .zip, to be unpacked onto a stick and opened by double click, in any browser, with or without JavaScript."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from casebook.render import environment
from casebook.site import Site
from casebook.tick import Tick

FOLDER = "nhan-rong/"
START = "MO-TRANG-NAY.html"
LEFT_OUT = (".well-known/", "404.html", "_headers", "manifest.webmanifest", "robots.txt", "sitemap.xml")
"""What only servers and search engines ask for."""
ONLINE = re.compile(r"the-chia-se/|ky-yeu/ky-yeu-[\w-]+\.pdf$")
"""What is heavy and says nothing that is not here already: pictures, which are shared over the net; the book of each sector, its cases are in the whole one."""
TIGHT = frozenset((".png", ".jpg", ".webp", ".woff2", ".pdf", ".zip", ".xlsx", ".docx", ".ico"))
"""Packed already."""

ADDRESS = re.compile(r'(?<= )(href|action)="([^"?#]*)([^"]*)"')
REFRESH = re.compile(r'(http-equiv="refresh" content="0; url=)([^"?#]*)([^"]*)"')
MANIFEST = re.compile(r'<link rel="manifest"[^>]*>\n?')
LINK = re.compile(r'<a ([^>]*?)href="([^":?#]+)"([^>]*)>(.*?)</a>', re.DOTALL)
FOOT = '<div class="foot-base">'


def edition(tree: Path, site: Site, to: Path, tick: Tick) -> int:
    """Write the edition of the built tree to the file `to`, whole or not at all; its size in bytes."""
    unfinished = to.with_name(f"{to.name}.dang-ghi")
    paths = list(_taken(tree))
    with ZipFile(unfinished, "w") as packed:
        _put(packed, START, _said("offline_start.html", site).encode(), site)
        note = _said("offline_note.html", site)
        for number, path in enumerate(paths, 1):
            content, name = path.read_bytes(), path.relative_to(tree).as_posix()
            if path.suffix == ".html":
                content = paged(_leading_out(content.decode(), name, site), note).encode()
            _put(packed, f"{FOLDER}{name}", content, site)
            tick(number, len(paths))
    unfinished.replace(to)
    return to.stat().st_size


def paged(page: str, note: str) -> str:
    """A page as it works from a disk, where a folder shows no page of its own; its foot says of which day it is."""
    whole = ADDRESS.sub(lambda found: f'{found[1]}="{filed(found[2])}{found[3]}"', page)
    whole = REFRESH.sub(lambda found: f'{found[1]}{filed(found[2])}{found[3]}"', whole)
    return MANIFEST.sub("", whole).replace(FOOT, FOOT + note)


def filed(address: str) -> str:
    """The file that a relative address of a folder means; any other address stays."""
    if ":" in address or address.startswith("//"):
        return address
    last = address.rpartition("/")[2]
    return f"{address.rstrip('/')}/index.html" if address and last in ("", ".", "..") else address


def _leading_out(page: str, name: str, site: Site) -> str:
    """The page `name` with its links to what is left out leading to the site, and saying so."""

    def out(found: re.Match[str]) -> str:
        file = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[2]))
        return f'<a {found[1]}href="{site.address}{file}"{found[3]}>{found[4]} (cần mạng)</a>' if ONLINE.match(file) else found[0]

    return LINK.sub(out, page)


def _taken(tree: Path) -> Iterator[Path]:
    for path in sorted(tree.rglob("*")):
        name = path.relative_to(tree).as_posix()
        if path.is_file() and not name.startswith(LEFT_OUT) and not ONLINE.match(name):
            yield path


def _said(template: str, site: Site) -> str:
    return environment().get_template(template).render(updated=site.updated, count=len(site.views), address=site.address, folder=FOLDER).strip()


def _put(packed: ZipFile, name: str, content: bytes, site: Site) -> None:
    entry = ZipInfo(name, site.moment.timetuple()[:6])
    # As on any system: the same site gives the same bytes.
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    entry.compress_type = ZIP_STORED if Path(name).suffix in TIGHT else ZIP_DEFLATED
    packed.writestr(entry, content, compresslevel=9)
