"""The icons of the site and the manifest that lists them, for bookmarks and home screens."""

import json
from collections.abc import Iterator
from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING

from casebook.outputs.later import Content, Later
from casebook.picture import COLOURS, png, stairs
from casebook.site import NAME, Site

if TYPE_CHECKING:
    from PIL import Image

ICONS = {"bieu-tuong/180.png": (180, 0.17), "bieu-tuong/192.png": (192, 0.12), "bieu-tuong/512.png": (512, 0.12), "bieu-tuong/512-vua-khuon.png": (512, 0.24)}
"""Path → (size in pixels, margin); the last keeps to the inner circle that a phone may cut out (“maskable”)."""


def files(site: Site) -> Iterator[tuple[str, Content]]:
    for path, (size, margin) in ICONS.items():
        yield path, Later(None, partial(_png, size, margin))
    yield "favicon.ico", Later(None, _favicon)
    yield "manifest.webmanifest", json.dumps(MANIFEST, ensure_ascii=False, indent=1) + "\n"


def _png(size: int, margin: float) -> bytes:
    return png(_icon(size, margin))


@cache
def _icon(size: int, margin: float) -> "Image.Image":
    """Drawn at twice the size and made small: the steps of a small icon keep soft edges."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    large = size * 2
    image = Image.new("RGB", (large, large), COLOURS["ground"])
    stairs(
        ImageDraw.Draw(image), (large * margin, large * margin, large * (1 - margin * 0.75), large * (1 - margin)), ("lacquer", "lacquer", "lacquer", "gold")
    )
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _favicon() -> bytes:
    out = BytesIO()
    _icon(32, 0.04).save(out, "ICO", sizes=[(16, 16), (32, 32)])
    return out.getvalue()


MANIFEST = {
    "name": f"{NAME}: kho mô hình thí điểm hiệu quả",
    "short_name": NAME,
    "lang": "vi",
    "start_url": "./",
    "scope": "./",
    "display": "browser",
    "background_color": COLOURS["ground"],
    "theme_color": COLOURS["lacquer"],
    "icons": [
        {"src": "bieu-tuong/192.png", "sizes": "192x192", "type": "image/png"},
        {"src": "bieu-tuong/512.png", "sizes": "512x512", "type": "image/png"},
        {"src": "bieu-tuong/512-vua-khuon.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        {"src": "assets/favicon.svg", "sizes": "any", "type": "image/svg+xml"},
    ],
}
