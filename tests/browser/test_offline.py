"""The offline edition, unpacked and opened from file:// in real Chromium: every link leads to a file, and what needs scripts works too."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from casebook.load import load
from casebook.offline import FOLDER, ONLINE, START, edition, filed
from casebook.site import Site
from casebook.values import shown_date
from tests.conftest import ROOT

LONGEST = 190
"""Letters of a path: Windows stops at 260, and the stick has a name too."""


def packed(site: Path, to: Path) -> Path:
    edition(site, Site(load(ROOT)[0], "https://nhanrong.example/"), to, lambda *_: None)
    return to


@pytest.fixture(scope="module")
def stick(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("usb") / "Ổ USB của xã"
    with ZipFile(packed(site, folder.parent / "a.zip")) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    outside: list[str] = []
    opened.on("request", lambda request: outside.append(request.url) if not request.url.startswith("file:") else None)
    yield opened
    opened.close()
    assert outside == []


@pytest.mark.parametrize(
    ("address", "file"),
    [
        *(("../", "../index.html"), (".", "./index.html"), ("..", "../index.html"), ("mo-hinh/x/", "mo-hinh/x/index.html")),
        *((same, same) for same in ("", "a.css", "../cap-nhat.xml", "https://bao.example/", "mailto:a@b.vn")),
    ],
)
def test_a_folder_is_its_page_and_nothing_else_changes(address: str, file: str) -> None:
    assert filed(address) == file


def test_every_link_of_every_page_leads_to_a_file(stick: Path) -> None:
    lost = []
    for name in stick.rglob("*.html"):
        for element, _, address, _ in html.document_fromstring(name.read_bytes()).iterlinks():
            parts = urlsplit(address)
            if not parts.scheme and parts.path and not os.path.isfile(name.parent / unquote(parts.path)):
                lost.append(f"{name.relative_to(stick)}: <{element.tag}> {address}")
    assert lost == []


def test_what_is_left_out_for_its_weight_is_said_to_need_the_net(stick: Path) -> None:
    """A hundred cases must fit into 25 MB."""
    held = {path.relative_to(stick / FOLDER).as_posix() for path in (stick / FOLDER).rglob("*")}
    assert [name for name in held if ONLINE.match(name)] == []
    assert "ky-yeu/ky-yeu.pdf" in held
    pages = [html.document_fromstring((stick / FOLDER / name).read_bytes()) for name in ("ky-yeu/index.html", "mo-hinh/hue-s/chia-se/index.html")]
    leading_out = [link for page in pages for link in page.iterfind(".//a[@href]") if ONLINE.search(link.get("href") or "")]
    assert len(leading_out) > 2
    for link in leading_out:
        assert (link.get("href") or "").startswith("https://nhanrong.example/")
        assert link.text_content().endswith("(cần mạng)")


def test_names_are_short_and_plain(stick: Path) -> None:
    names = [path.relative_to(stick).as_posix() for path in stick.rglob("*")]
    assert [name for name in names if len(name) > LONGEST or not re.fullmatch(r"[\w./-]+", name, re.ASCII)] == []
    assert len({name.lower() for name in names}) == len(names)


def test_two_editions_of_one_site_are_equal_to_the_byte(site: Path, tmp_path: Path) -> None:
    assert packed(site, tmp_path / "a.zip").read_bytes() == packed(site, tmp_path / "b.zip").read_bytes()


def test_the_start_says_the_day_and_leads_on_without_scripts(stick: Path, browser: Browser) -> None:
    day = shown_date(Site(load(ROOT)[0], "").updated)
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((stick / START).as_uri())
    expect(opened.locator("main")).to_contain_text(f"dữ liệu đến ngày {day}")
    opened.get_by_role("link", name="Mở kho mô hình").click()
    expect(opened.locator(".foot-base")).to_contain_text(f"Bản ngoại tuyến, dữ liệu đến ngày {day}")
    opened.get_by_role("navigation", name="Chính").get_by_role("link", name="Mô hình").click()
    opened.locator("main a[href*='linh-vuc']").first.click()
    expect(opened.locator("h1")).to_be_visible()
    assert opened.url.endswith("/index.html")
    context.close()


def test_searching_and_filtering_work(stick: Path, page: Page) -> None:
    page.goto(f"{(stick / FOLDER).as_uri()}/tim-kiem/index.html?q=khoan ho")
    expect(page.locator("#ket-qua")).to_have_attribute("data-state", "done")
    page.locator(".hit h3 a").first.click()
    page.wait_for_url(re.compile(r"/mo-hinh/[\w-]+/index\.html"))
    page.goto(f"{(stick / FOLDER).as_uri()}/tim-kiem/index.html?q=tinh&linh-vuc=nong-nghiep-mt")
    expect(page.locator("#ket-qua")).to_have_attribute("data-state", "done")
    expect(page.locator(".hit").first).to_be_visible()


def test_comparing_and_fitting_work(stick: Path, page: Page) -> None:
    page.goto(f"{(stick / FOLDER).as_uri()}/so-sanh/index.html?m=hue-s&m=ngay-khong-hen")
    expect(page.get_by_role("status")).to_contain_text("Đang so 2 mô hình")
    page.goto(f"{(stick / FOLDER).as_uri()}/phu-hop/index.html#linh-vuc=dieu-hanh&cap=xa&so=co-ban")
    expect(page.locator("#phu-hop-kq")).to_have_attribute("data-state", "done")
