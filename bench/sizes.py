"""Files and bytes of a built site by kind of page, so that two sites can be compared like with like."""

from pathlib import Path
from typing import NamedTuple

GROUPS = ("linh-vuc", "cap", "thap-nien", "giai-doan", "hinh-thuc-khen")
LISTS = ("mo-hinh", "nhan-rong", "khen-thuong", "van-ban", "cap-nhat")
FEEDS = ("sitemap.xml", "cap-nhat.xml", "cap-nhat.json", "dinh-chinh.xml", "dinh-chinh.json")
DRAWN = (".png", ".ico", ".webp", ".woff2", ".docx", ".xlsx", ".pdf", ".zip", ".gz", ".br")
"""Pictures, paper and packed copies: in no comparison."""


class Kind(NamedTuple):
    """How many files there are of a kind, and their bytes in all."""

    files: int
    size: int


def kind(path: Path) -> str:
    """The kind of a file, by its address under the site."""
    top, name = path.parts[0], path.name
    if name in FEEDS:
        return "bản đồ trang, nguồn tin"
    if top == "mo-hinh" and len(path.parts) > 2:
        return {"so-sanh.js": "dữ liệu so sánh"}.get(name, "bản một trang" if path.parent.name == "tom-tat" else "trang hồ sơ")
    if top in ("tim-kiem", "phu-hop") and name != "index.html":
        return "dữ liệu tìm kiếm" if top == "tim-kiem" else "dữ liệu phù hợp"
    if top in GROUPS or top == "noi":
        return "trang nhóm" if top in GROUPS else "trang nơi"
    if top == "du-lieu" and name.startswith("cases"):
        return "dữ liệu mở"
    return {"nhung": "thẻ nhúng"}.get(top, "danh sách" if top in LISTS else "trang cố định, tệp chung")


def kinds(site: Path) -> dict[str, Kind]:
    """Every kind of a built site, and all together under ""."""
    found: dict[str, Kind] = {}
    for path in site.rglob("*"):
        if path.is_file() and path.suffix not in DRAWN:
            size = path.stat().st_size
            for name in (kind(path.relative_to(site)), ""):
                before = found.get(name, Kind(0, 0))
                found[name] = Kind(before.files + 1, before.size + size)
    return found
