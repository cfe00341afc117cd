"""What is written by hand in docs/: pages, and the pictures and papers beside them."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from casebook.passing import PASSING
from casebook.publish import owned
from casebook.refusal import Refusal

ByHand: TypeAlias = Callable[[], Iterator[tuple[str, bytes]]]
"""What makes the files of a site that are not made of cases: pages written by hand, assets."""
SHOWN = frozenset(
    (".md", *(".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".ico"), *(".pdf", ".docx", ".xlsx", ".odt", ".ods", ".csv", ".txt", ".json", ".xml"))
)
"""What may stand in docs/ beside the pages: pictures and files that somebody can open. A copy for safety (x.md.bak) is nobody's page."""
LINK = re.compile(r"(?:\]\(|^\[[^]]+\]:\s*)<?([^()<>\s#?:]+)", re.MULTILINE)
"""Where a link of Markdown leads within the site."""


def written(root: Path) -> list[Path]:
    """The files of docs/ that no build made, in order. Raises Refusal where one should not be there."""
    docs = root / "docs"
    made = {docs / line for line in owned(docs)}
    every = (path for path in sorted(docs.rglob("*")) if path not in made and not PASSING.fullmatch(path.name))
    return [path for path in every if not _hidden(path.relative_to(docs)) and _shown(path, root)]


def _hidden(path: Path) -> bool:
    # MkDocs leaves out what begins with a dot.
    return any(part.startswith(".") for part in path.parts)


def _shown(path: Path, root: Path) -> bool:
    """Whether it is a file that is published."""
    told = path.relative_to(root).as_posix()
    if path.is_symlink():
        raise Refusal(f"{told}: là liên kết tới nơi khác, có thể lộ tệp ngoài dự án; chép hẳn tệp vào docs/")
    if path.is_file() and path.suffix.lower() not in SHOWN:
        raise Refusal(f"{told}: không phải trang, ảnh hay tài liệu để đăng; dời ra khỏi docs/, hoặc đổi sang {', '.join(sorted(SHOWN))}")
    return path.is_file()


def key(root: Path) -> str:
    """Changes whenever what is written by hand, the frame or an asset does."""
    files = (
        *written(root),
        *sorted(path for path in (root / "overrides").rglob("*") if path.is_file()),
        *(root / name for name in ("build_cases.py", "mkdocs.yml", "requirements.txt")),
    )
    digest = hashlib.blake2b(digest_size=12)
    for file in files:
        digest.update(os.fsencode(file) + file.read_bytes())
    return digest.hexdigest()


def led_to(docs: Path) -> set[str]:
    """What pages lead to and `docs` has not: the pages and files that are made of cases."""
    found = {"index.md"}
    for page in docs.rglob("*.md"):
        try:
            text = page.read_text("utf-8")
        except UnicodeDecodeError:
            raise Refusal(f"docs/{page.relative_to(docs).as_posix()} không phải UTF-8; hãy lưu lại với bảng mã UTF-8") from None
        targets = (os.path.normpath(page.parent / target) for target in LINK.findall(text))
        found |= {Path(target).relative_to(docs).as_posix() for target in targets if target.startswith(f"{docs}{os.sep}") and not os.path.exists(target)}
    # A page written by hand may have another name, but then it would be here.
    return {path for path in found if not path.endswith(".md") or path.rpartition("/")[2] == "index.md"}
