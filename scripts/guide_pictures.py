"""Draws every picture of docs/huong-dan/ from the real editor, form and approval sheet: python scripts/guide_pictures.py [NAME…] [--to FOLDER]

An invented case of an invented commune stands in a copy of the project; nothing of the project itself is changed.
"""

import argparse
import io
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from casebook.blanks.page import page as form_page
from casebook.terms import load_vocabularies
from tests.browser.launch import launched
from tests.editing import Editor, editing, project

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs/huong-dan/anh"
SLUG = "so-hop-vi-du"
BESIDE = ("hue-s", "ngay-khong-hen", "ocop-quang-ninh")
"""Our own cases that stand in the list beside the invented one."""
CHIEF, STAFF = "Chánh Văn phòng UBND tỉnh Ví Dụ", "Ban Tổ chức Tỉnh uỷ Ví Dụ"
SAMPLE = """\
title: Sổ họp điện tử xã Ví Dụ
summary: Xã Ví Dụ dùng một sổ điện tử chung để theo dõi việc giao sau họp.
kind: cach_lam
sectors: [dieu_hanh]
level: xa
places: [toan-quoc]
agency: UBND xã Ví Dụ
problem: Việc giao sau họp hay bị quên.
solution: Ghi việc, người làm, thời hạn vào một sổ chung.
period:
  start: '2024'
  sources: [s1]
results:
  - name: Việc xong đúng hạn
    unit: '%'
    before: 60
    after: 85,5
    sources: [s1]
sources:
  - id: s1
    kind: bao_chi
    publisher: Báo Ví Dụ
    title: Xã Ví Dụ không quên việc sau họp
    url: https://bao.example/so-hop
    date: '2024-06-21'
    quote: Tỷ lệ việc xong đúng hạn tăng từ 60% lên 85,5%
verification:
  level: tong_hop
  date: '2026-11-22'
status: nhap
changes:
  - date: '2026-11-22'
    kind: moi
    note: Đăng lần đầu.
"""
SIZE, MARGIN, QUALITY = {"width": 1180, "height": 720}, 14, 72
SHARP = 1.5
"""Pixels of a picture for one of the window; the two largest have one, or they would weigh too much for a slow line."""

LARGE = ("trinh-soan", "phieu-duyet")


class Studio:
    """A page of the editor with the sample open, as an officer has it before her."""

    def __init__(self, page: Page, editor: Editor) -> None:
        self.page, self.editor = page, editor

    def fresh(self, status: str = "nhap") -> None:
        """The sample in this state, opened anew."""
        for draft in (self.editor.root / ".nhap").glob("*"):
            draft.unlink()
        self.editor.file(SLUG).write_text(SAMPLE.replace("status: nhap", f"status: {status}"), "utf-8", newline="\n")
        self.page.goto(f"{self.editor.origin}/")
        self.page.locator(f"[data-slug={SLUG}]").click()
        expect(self.page.locator("#loi")).to_have_text("0 lỗi", timeout=20_000)
        expect(self.page.locator("#so")).to_have_text(f"{len(BESIDE) + 1} hồ sơ")
        expect(self.page.frame_locator("#khung").locator("h1")).to_be_visible()

    def whole(self) -> bytes:
        return self.page.screenshot(animations="disabled", caret="hide")

    def part(self, *shown: Locator) -> bytes:
        """As much of the window as holds these, with a margin."""
        boxes = [box for one in shown if (box := one.bounding_box())]
        left, top = min(box["x"] for box in boxes) - MARGIN, min(box["y"] for box in boxes) - MARGIN
        right, bottom = max(box["x"] + box["width"] for box in boxes) + MARGIN, max(box["y"] + box["height"] for box in boxes) + MARGIN
        clip = {"x": max(left, 0), "y": max(top, 0), "width": right - max(left, 0), "height": bottom - max(top, 0)}
        return self.page.screenshot(clip=clip, animations="disabled", caret="hide")  # type: ignore[arg-type]

    def tall(self) -> None:
        """A window in which a whole item of the form can be seen."""
        self.page.set_viewport_size({"width": SIZE["width"], "height": 1600})

    def group(self, title: str) -> Locator:
        """A group of the form and its first item, opened and brought to the top."""
        box = self.page.locator("details.bm-g").filter(has=self.page.locator(f"> summary .bm-gt:text-matches('^{title}( bắt buộc)?$')")).first
        box.evaluate("box => { box.open = true; }")
        first = box.locator(".bm-item").first
        first.evaluate("box => { box.open = true; }")
        box.locator("> summary").evaluate("head => head.scrollIntoView({block: 'center'})")
        return box

    def dialog(self, button: str, said: Mapping[str, str]) -> bytes:
        """The box that a button opens, filled in."""
        self.page.get_by_role("button", name=button, exact=True).click()
        box = self.page.get_by_role("dialog")
        for label, text in said.items():
            field = box.get_by_label(label)
            (field.select_option if field.evaluate("node => node.tagName") == "SELECT" else field.fill)(text)
        return box.screenshot(animations="disabled", caret="hide")


def editor_window(studio: Studio) -> bytes:
    studio.fresh()
    return studio.whole()


def new_case(studio: Studio) -> bytes:
    studio.fresh()
    return studio.dialog("Hồ sơ mới", {"Tên mô hình": "Sổ họp điện tử xã Ví Dụ"})


def source(studio: Studio) -> bytes:
    studio.fresh()
    studio.tall()
    box = studio.group("Nguồn")
    return studio.part(box.locator("> summary"), box.get_by_label("Liên kết").first)


def fault(studio: Studio) -> bytes:
    studio.fresh()
    results = studio.group("Kết quả")
    after = results.get_by_label("Sau", exact=True)
    after.fill("1.000")
    expect(studio.page.locator("#loi")).to_have_text("1 lỗi")
    after.evaluate("node => node.scrollIntoView({block: 'center'})")
    expect(results.locator(".bm-fault:visible").first).to_contain_text("1.000")
    return studio.part(studio.page.locator("#loi"), studio.page.locator("#luu"), studio.page.locator("#ten"), after, results.locator(".bm-fault:visible").first)


def steps(studio: Studio) -> bytes:
    studio.fresh("da_duyet")
    return studio.part(studio.page.locator("#ten"), studio.page.locator("#luu"), studio.page.locator("#buoc"), studio.page.locator("#muc"))


def change(studio: Studio) -> bytes:
    studio.fresh("da_duyet")
    return studio.dialog("Ghi thay đổi…", {"Loại": "Đính chính", "Đổi gì": "Sửa tỷ lệ sau từ 85,5% thành 58,5%, vì nhập nhầm."})


def withdrawal(studio: Studio) -> bytes:
    studio.fresh("da_duyet")
    return studio.dialog("Rút…", {"Lý do": "nguon", "Giải thích": "Báo đã gỡ bài có số liệu chính.", "Ai quyết định": CHIEF})


def two_at_once(studio: Studio) -> bytes:
    studio.fresh()
    file = studio.editor.file(SLUG)
    studio.page.locator("#bieu-mau").get_by_label("Cơ quan thực hiện").fill("Văn phòng UBND xã Ví Dụ")
    file.write_text(file.read_text("utf-8").replace("agency: UBND xã Ví Dụ", "agency: HĐND, UBND xã Ví Dụ"), "utf-8", newline="\n")
    studio.page.get_by_role("button", name="Lưu", exact=True).click()
    notes = studio.page.locator("#bao")
    expect(notes).to_contain_text("Hai người cùng sửa hồ sơ này")
    return studio.part(notes)


def approval(studio: Studio) -> bytes:
    studio.fresh("cho_duyet")
    return studio.dialog("Duyệt…", {"Ai duyệt": CHIEF, "Ai rà soát nhân sự": STAFF})


def attention(studio: Studio) -> bytes:
    studio.fresh()
    return studio.dialog("Cần chú ý", {})


def sheet(studio: Studio) -> bytes:
    studio.fresh("cho_duyet")
    command = [sys.executable, "build_cases.py"]
    subprocess.run([*command, "approve", SLUG, "--by", CHIEF, "--clearance-by", STAFF], cwd=studio.editor.root, check=True, capture_output=True)
    file = studio.editor.file(SLUG)
    file.write_text(file.read_text("utf-8").replace("before: 60", "before: 62"), "utf-8", newline="\n")
    subprocess.run([*command, "review", SLUG], cwd=studio.editor.root, check=True, capture_output=True)
    return _file(studio, studio.editor.root / f"duyet/{SLUG}.html", ".sheet")


def sent_form(studio: Studio) -> bytes:
    file = studio.editor.root / "mau-ho-so.html"
    vocabularies, _ = load_vocabularies(ROOT)
    file.write_text(form_page(vocabularies, "https://nhanrong.example/"), "utf-8", newline="\n")
    return _file(studio, file, "")


def _file(studio: Studio, file: Path, part: str) -> bytes:
    """A file of its own in a window of its own, or one part of it."""
    page = studio.page.context.new_page()
    page.set_viewport_size({"width": 820, "height": 640})
    page.goto(file.as_uri())
    picture = page.locator(part).screenshot() if part else page.screenshot()
    page.close()
    return picture


PICTURES: Mapping[str, Callable[[Studio], bytes]] = {
    "trinh-soan": editor_window,
    "ho-so-moi": new_case,
    "nguon": source,
    "loi": fault,
    "cac-buoc": steps,
    "ghi-thay-doi": change,
    "rut": withdrawal,
    "hai-nguoi": two_at_once,
    "duyet": approval,
    "can-chu-y": attention,
    "bieu-mau": sent_form,
    "phieu-duyet": sheet,
}


def packed(picture: bytes) -> bytes:
    """From the pixels alone: no metadata."""
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(out, "WEBP", quality=QUALITY, method=6)
    return out.getvalue()


def draw(names: Iterable[str], folder: Path) -> Iterator[Path]:
    """Each picture as it is written."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        root = project(Path(made), *BESIDE)
        (root / f"cases/{SLUG}.yaml").write_text(SAMPLE, "utf-8", newline="\n")
        browser = launched(playwright)
        with editing(root) as editor:
            for name in names:
                sharp = 1 if name in LARGE else SHARP
                context = browser.new_context(viewport=SIZE, device_scale_factor=sharp, color_scheme="light", locale="vi-VN")  # type: ignore[arg-type]
                page = context.new_page()
                page.on("dialog", lambda dialog: dialog.accept())
                page.goto(editor.address)
                page.clock.set_fixed_time("2026-11-22T09:00:00")
                file = folder / f"{name}.webp"
                file.write_bytes(packed(PICTURES[name](Studio(page, editor))))
                yield file
                context.close()
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Vẽ lại ảnh của các trang hướng dẫn, từ trình soạn thật.")
    parser.add_argument("names", nargs="*", metavar="TÊN", choices=[*PICTURES, []], help="chỉ những ảnh này")
    parser.add_argument("--to", type=Path, default=FOLDER, metavar="THƯ_MỤC")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    for file in draw(options.names or PICTURES, options.to):
        with Image.open(file) as image:
            print(f"{file.name}: {image.width}×{image.height}, {file.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
