"""The command line: which commands there are, and what each may be told. Nothing of the library is needed to read it."""

import argparse
from datetime import date
from pathlib import Path
from typing import TypeAlias

from casebook.commands.words import speak

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

HOMES = {
    **dict.fromkeys(("site",), "whole"),
    **dict.fromkeys(("serve",), "serving"),
    **dict.fromkeys(("check",), "checking"),
    **dict.fromkeys(("edit",), "editing"),
    **dict.fromkeys(("book",), "binding"),
    **dict.fromkeys(("kit", "bulletin"), "sending"),
    **dict.fromkeys(("import", "export"), "exchange"),
    **dict.fromkeys(("fmt", "submit", "review", "approve", "log", "withdraw", "explain", "discard", "rename", "status"), "desk"),
    **dict.fromkeys(("verify", "publish"), "publishing"),
    **dict.fromkeys(("offline",), "packing"),
}
"""Command → the module of this folder that does it."""


def _some(text: str) -> int:
    """A number of processes."""
    if not (text.isascii() and text.isdecimal()) or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” không phải số tiến trình; viết 1, 2, 3…")
    return int(text)


def parser(built: Path) -> argparse.ArgumentParser:
    """The whole command line; `built` is the tree that is verified unless another is named."""
    speak()
    whole = argparse.ArgumentParser(description="Kiểm tra hồ sơ và viết các trang của kho mô hình.")
    commands = whole.add_subparsers(dest="command", metavar="LỆNH")
    builder = commands.add_parser("site", help="dựng cả trang, chỉ làm lại phần đã đổi; cùng kết quả với mkdocs build")
    builder.add_argument("--to", type=Path, default=built, metavar="THƯ_MỤC", help="nơi để trang; mặc định: site/")
    builder.add_argument("--jobs", type=_some, metavar="N", help="số tiến trình; mặc định: số nhân của máy")
    builder.add_argument("--cluster", default="", metavar="ĐỊA_CHỈ", help="địa chỉ một cụm Dask, thay cho các tiến trình của máy này")
    builder.add_argument("--no-drawn", action="store_true", help="không vẽ thẻ chia sẻ, không làm tệp để in và bộ nhân rộng")
    viewer = commands.add_parser("serve", help="xem thử cả trang trên máy này; trang tự tải lại khi có gì đổi")
    viewer.add_argument("--port", type=int, default=8000, metavar="SỐ", help="cổng ở 127.0.0.1; mặc định: 8000")
    checker = commands.add_parser("check", help="chỉ kiểm tra, không viết gì")
    checker.add_argument("files", nargs="*", type=Path, metavar="TỆP")
    editor = commands.add_parser("edit", help="mở trình soạn hồ sơ trong trình duyệt của máy này")
    editor.add_argument("--no-browser", action="store_true", help="chỉ in địa chỉ, không tự mở trình duyệt")
    _book(commands)
    _sending(commands)
    _exchange(commands)
    _desk(commands)
    _publishing(commands, built)
    packer = commands.add_parser("offline", help="cả trang thành một tệp .zip, mở được từ USB khi không có mạng")
    packer.add_argument("--to", type=Path, default=built.parent / "nhan-rong-ngoai-tuyen.zip", metavar="TỆP", help="tệp .zip sẽ ghi (mặc định: %(default)s)")
    return whole


def _book(commands: Commands) -> None:
    binder = commands.add_parser("book", help="làm kỷ yếu PDF: toàn bộ, hay theo năm bắt đầu, lĩnh vực, nơi")
    only = binder.add_mutually_exclusive_group()
    only.add_argument("--year", metavar="NĂM", help="chỉ mô hình bắt đầu năm này, như 2025")
    only.add_argument("--sector", metavar="LĨNH_VỰC", help="chỉ lĩnh vực này: mã trong vocab/sector.yaml, như y_te")
    only.add_argument("--place", metavar="NƠI", help="chỉ nơi này, tên cũ hay nay: mã trong vocab/place.yaml, như bac-giang")
    binder.add_argument("--to", type=Path, metavar="TỆP", help="tên tệp; không nói thì là ky-yeu….pdf ở thư mục này")


def _sending(commands: Commands) -> None:
    packer = commands.add_parser("kit", help="mọi kênh của một hồ sơ trong một thư mục: bộ nhân rộng, PDF, lời chia sẻ, ảnh, bài đọc loa, lịch")
    packer.add_argument("slug", metavar="HỒ-SƠ", help="tên tệp không có .yaml")
    packer.add_argument("--to", required=True, type=Path, metavar="THƯ_MỤC", help="thư mục mới, hoặc chưa có các tệp này")
    teller = commands.add_parser("bulletin", help="thư báo có gì mới: chữ, HTML và một tệp .eml")
    teller.add_argument("--since", required=True, metavar="NGÀY", help="từ ngày nào, như 2026-11-22 hay 22/11/2026")
    teller.add_argument("--to", type=Path, metavar="THƯ_MỤC", help="nơi ghi; không có thì in phần chữ")


def _exchange(commands: Commands) -> None:
    bring = commands.add_parser("import", help="nhập hồ sơ từ .xlsx, .docx, .yaml, .json; cho xem trước, hỏi rồi mới ghi")
    bring.add_argument("files", nargs="+", type=Path, metavar="TỆP")
    bring.add_argument("--yes", action="store_true", help="ghi luôn, không hỏi")
    send = commands.add_parser("export", help="xuất hồ sơ ra tệp để gửi")
    send.add_argument("slugs", nargs="*", metavar="HỒ-SƠ", help="tên tệp không có .yaml; bỏ trống là tất cả")
    send.add_argument("--to", required=True, type=Path, metavar="TỆP", help="tệp .xlsx, .docx, .yaml, .json, hoặc một thư mục")
    send.add_argument("--as", dest="kind", choices=["xlsx", "docx", "yaml", "json"], default="yaml", help="loại tệp khi --to là thư mục")


def _desk(commands: Commands) -> None:
    commands.add_parser("fmt", help="viết lại tệp hồ sơ theo dạng chung; lời ghi chú được giữ").add_argument("files", nargs="*", type=Path, metavar="TỆP")
    _slug(commands.add_parser("submit", help="trình duyệt một hồ sơ nháp"))
    sheet = commands.add_parser("review", help="làm phiếu duyệt để in; không nêu tên thì mọi hồ sơ chờ duyệt")
    sheet.add_argument("slugs", nargs="*", metavar="HỒ-SƠ")
    sheet.add_argument("--all", action="store_true", help="mọi hồ sơ")
    approval = _slug(commands.add_parser("approve", help="ghi việc đã duyệt"))
    approval.add_argument("--by", default="", help="ai duyệt: chức danh, đơn vị")
    approval.add_argument("--clearance-by", default="", help="ai xác nhận không ai được nêu đang bị xem xét, thanh tra, điều tra")
    line = _slug(commands.add_parser("log", help="ghi một dòng vào nhật ký thay đổi"))
    line.add_argument("--kind", default="dinh_chinh", help="dinh_chinh (điều đã đăng là sai) hoặc cap_nhat (thêm điều mới)")
    line.add_argument("--note", required=True, help="đổi gì, từ gì thành gì, vì sao")
    tomb = _slug(commands.add_parser("withdraw", help="rút một hồ sơ đã đăng: chỉ còn trang báo rút"))
    tomb.add_argument("--reason", required=True, help="một mã trong vocab/withdrawal_reason.yaml")
    tomb.add_argument("--by", required=True, help="ai quyết định: chức danh, đơn vị")
    tomb.add_argument("--explanation", default="", help="nói với người đọc; không nhắc lại nội dung đã rút, không nêu tên ai")
    told = _slug(commands.add_parser("explain", help="sửa lời báo rút của một hồ sơ đã rút; điều không nêu thì giữ như cũ"))
    told.add_argument("--reason", help="một mã trong vocab/withdrawal_reason.yaml")
    told.add_argument("--by", help="ai quyết định: chức danh, đơn vị")
    told.add_argument("--explanation", help="nói với người đọc; để '' là bỏ lời giải thích")
    _slug(commands.add_parser("discard", help="bỏ một hồ sơ chưa từng đăng"))
    for dated in (approval, line, tomb):
        dated.add_argument("--date", default=date.today().isoformat(), metavar="NGÀY", help="như 2026-11-20 hay 20/11/2026; bỏ trống là hôm nay")
    move = commands.add_parser("rename", help="đổi tên tệp, tức địa chỉ; địa chỉ cũ dẫn sang mới")
    move.add_argument("old", metavar="TÊN-CŨ")
    move.add_argument("new", metavar="TÊN-MỚI")
    commands.add_parser("status", help="việc của biên tập: quá hẹn, đã cũ, còn thiếu, có thể trùng")


def _slug(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument("slug", metavar="HỒ-SƠ", help="tên tệp trong cases/, không có .yaml")
    return command


def _publishing(commands: Commands, built: Path) -> None:
    looker = commands.add_parser("verify", help="soát trang đã dựng: liên kết, tên, dung lượng, điều không được lộ")
    looker.add_argument("tree", nargs="?", type=Path, default=built, metavar="THƯ_MỤC")
    publisher = commands.add_parser("publish", help="dựng riêng, soát, rồi thay bản đang chạy trong một bước")
    publisher.add_argument("--to", type=Path, metavar="THƯ_MỤC", help="nơi giữ các bản; máy chủ phục vụ THƯ_MỤC/current")
    instead = publisher.add_mutually_exclusive_group()
    # “--to DIR --rollback” and “--rollback DIR” mean the same.
    instead.add_argument("--rollback", nargs="?", const=Path(), type=Path, metavar="THƯ_MỤC", help="thay vì công bố: quay về bản trước")
    instead.add_argument("--verify", nargs="?", const=Path(), type=Path, metavar="THƯ_MỤC", help="thay vì công bố: so bản đã công bố với bản kê")
