"""The QR code on paper leads to the page that it stands on."""

import re
from pathlib import Path

import zxingcpp
from PIL import Image, ImageDraw

from casebook.load import load
from casebook.outputs.qr import qr

ROOT = Path(__file__).parent.parent
SCALE = 3


def printed(drawing: str) -> Image.Image:
    """The drawing as a printer puts it on white paper: its pen moves right by `h`, without ink by `m`."""
    size = int(re.findall(r'viewBox="0 0 (\d+)', drawing)[0]) * SCALE
    paper = Image.new("L", (size, size), "white")
    x = y = 0.0
    for pen, right, down in re.findall(r"([Mmh])(-?\d+)(?: (-?[\d.]+))?", re.findall(r' d="([^"]+)"', drawing)[0]):
        to = float(right) if pen == "M" else x + float(right)
        if pen == "h":
            ImageDraw.Draw(paper).rectangle((x * SCALE, (y - 0.5) * SCALE, to * SCALE - 1, (y + 0.5) * SCALE - 1), fill="black")
        x, y = to, y + float(down or 0)
    return paper


def test_the_code_of_every_case_is_read_from_paper() -> None:
    for slug in load(ROOT)[0].cases:
        address = f"https://kho-mo-hinh.example/mo-hinh/{slug}/"
        (found,) = zxingcpp.read_barcodes(printed(qr(address)))
        assert (found.format, found.text) == (zxingcpp.BarcodeFormat.QRCode, address)
