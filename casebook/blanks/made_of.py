"""What the form is made of, in the file to send out and in the editor."""

from collections.abc import Iterable
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
FORM = tuple(ASSETS / f"{name}.js" for name in ("nen", "chon", "dan", "o", "nhom", "bieu-mau"))
FORM_STYLE = ASSETS / "bieu-mau.css"


def joined(files: Iterable[Path]) -> str:
    """Scripts or styles as one text."""
    return "\n".join(file.read_text("utf-8") for file in files)
