"""Keeps the list of addresses that were ever public, which `beside.addresses_kept` holds the cases to."""

from casebook.book import Casebook
from casebook.desk.save import opened, save
from casebook.load import REGISTER

HEAD = """\
# Địa chỉ (tên tệp) đã từng công bố; lệnh dựng tự ghi thêm, hãy commit cùng hồ sơ. Địa chỉ đã có ở đây thì luôn phải
# còn trang, còn báo rút, hoặc dẫn sang địa chỉ mới. Chỉ bỏ một dòng khi trang đó chắc chắn chưa hề lên mạng.
"""


def register(book: Casebook) -> None:
    """Add what is public now; nothing is ever taken away."""
    new = sorted(book.cases.keys() - book.published.keys())
    if new:
        file = book.root / REGISTER
        text, sha = opened(file) if file.is_file() else (HEAD, "")
        # Who wrote in it by hand may have left its last line open.
        save(file, text + "\n" * (not text.endswith("\n")) + "".join(f"{slug}\n" for slug in new), sha)
