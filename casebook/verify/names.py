"""Files that any system can hold, that hide nothing and lead nowhere else."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from casebook.problem import Problem
from casebook.slug import RESERVED
from casebook.verify.built import Built

PICTURES = frozenset((".jpg", ".jpeg", ".png", ".webp"))
TOLD = frozenset(("exif", "xmp", "XML:com.adobe.xmp", "icc_profile", "comment", "photoshop", "Description", "Author"))
FORBIDDEN = frozenset('<>:"|?*\\')


def plain_files(built: Built) -> Iterator[Problem]:
    """No symbolic links: a copy of the tree must be the tree."""
    for name, path in built.files.items():
        if path.is_symlink():
            yield Problem(name, 1, "là liên kết tượng trưng; thay bằng tệp thật")


def safe_names(built: Built) -> Iterator[Problem]:
    """Names that Windows and object stores keep apart, and can write."""
    seen: dict[str, str] = {}
    for name in built.files:
        if (other := seen.setdefault(name.lower(), name)) != name:
            yield Problem(name, 1, f"chỉ khác “{other}” ở chữ hoa, chữ thường; đổi tên một tệp")
        for part in name.lower().split("/"):
            if RESERVED.fullmatch(part.split(".")[0]) or set(part) & FORBIDDEN or part.endswith((".", " ")):
                yield Problem(name, 1, f"“{part}” là tên mà Windows không ghi được; đổi tên")


def no_metadata(built: Built) -> Iterator[Problem]:
    """Pictures tell what they show, not where and by whom they were taken."""
    for name, path in built.files.items():
        if path.suffix in PICTURES and (found := built.known(path, told)):
            yield Problem(name, 1, f"ảnh còn mang siêu dữ liệu ({', '.join(found)}); dựng lại để ảnh được làm sạch")


def told(body: bytes) -> list[str]:
    """What a picture tells besides what it shows."""
    with Image.open(BytesIO(body)) as picture:
        return sorted(TOLD & set(picture.info)) or (["exif"] if picture.getexif() else [])
