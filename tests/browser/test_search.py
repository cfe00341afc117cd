"""tim-kiem/: its contract, seen through the page. Input #tim-kiem-o, results #ket-qua [data-case], state in the address."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from casebook.load import load
from casebook.script import put
from casebook.site import Site
from casebook.view import View
from tests.browser.visit import Visit, visiting
from tests.conftest import ROOT

ALL = 27
SHOWN = 10
"""Results at once; “Xem thêm” brings the others."""


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    for visit in visiting(browser, origin):
        yield visit.page


@pytest.fixture
def faulty(browser: Browser) -> Iterator[Page]:
    """A page on which requests may fail."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def cases(site: Path) -> dict[str, dict[str, str]]:
    """The published table, by case."""
    with (site / "du-lieu/cases.csv").open(encoding="utf-8-sig", newline="") as table:
        return {row["ma"]: row for row in csv.DictReader(table)}


@pytest.mark.parametrize(
    ("typed", "told", "address"),
    [
        ("Hà Giang", "Nơi: Tỉnh Hà Giang (nay thuộc tỉnh Tuyên Quang).", "noi/ha-giang/"),
        ("tinh ha giang", "Nơi: Tỉnh Hà Giang (nay thuộc tỉnh Tuyên Quang).", "noi/ha-giang/"),
        ("đà nẵng", "Nơi: Thành phố Đà Nẵng.", "noi/da-nang/"),
        ("14-KL/TW", "Văn bản nền: 14-KL/TW, Chủ trương khuyến khích", "van-ban/#nen"),
    ],
)
def test_who_types_the_name_of_a_place_or_of_a_document_is_led_to_its_page(page: Page, origin: str, typed: str, told: str, address: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q={quote(typed)}")
    results(page)
    hint = page.locator("#tim-kiem-goi-y")
    expect(hint.locator("p").first).to_contain_text(told)
    assert hint.locator("a").first.evaluate("link => link.href") == f"{origin}/{address}"
    page.locator("#tim-kiem-o").fill("camera")
    results(page)
    expect(hint).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Nam Định", set()), ("dak nong", set()), ("vĩnh phúc", {"khoan-ho-vinh-phuc", "to-cong-nghe-so-cong-dong", "khoan-san-pham-hai-phong"})],
)
def test_the_syllables_of_a_place_apart_are_not_that_place(page: Page, origin: str, typed: str, found: set[str]) -> None:
    page.goto(f"{origin}/tim-kiem/?q={quote(typed)}")
    assert set(results(page)) == found
    expect(page.locator("#tim-kiem-goi-y p").first).to_contain_text("Nơi: ")


def slugs(page: Page) -> list[str]:
    return page.locator("#ket-qua [data-case]").evaluate_all("items => items.map(item => item.dataset.case)")  # type: ignore[no-any-return]


def results(page: Page) -> list[str]:
    expect(page.locator("#ket-qua")).to_have_attribute("data-state", "done")
    return slugs(page)


def count(page: Page) -> int:
    """How many were found, as the page says it."""
    results(page)
    said = page.locator("#tim-kiem-so").inner_text()
    return 0 if said.startswith("Không tìm thấy") else int(said.split(" ")[0])


def everything(page: Page) -> list[str]:
    """Every result, those behind “Xem thêm” too."""
    results(page)
    more = page.get_by_role("button", name="Xem thêm")
    if more.is_visible():
        more.click()
        expect(more).to_be_hidden()
    return results(page)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lý lịch tư pháp", "ly-lich-tu-phap-vneid"),
        ("ly lich tu phap", "ly-lich-tu-phap-vneid"),
        ("LY LICH", "ly-lich-tu-phap-vneid"),
        ("hoi quan dong thap", "hoi-quan-nong-dan-dong-thap"),
        ("490/QĐ-TTg", "ocop-quang-ninh"),
        ("490/qd-ttg", "ocop-quang-ninh"),
        ("thu phí không dừng", "thu-phi-khong-dung"),
        ("khoán hộ", "khoan-ho-vinh-phuc"),
        ("vải thiều", "vai-thieu-bac-giang-2021"),
        ("thừa phát l", "thua-phat-lai"),
        ("trung tâm hành chính côn", "trung-tam-hanh-chinh-cong-quang-ninh"),
        ("hành chín công", "trung-tam-hanh-chinh-cong-quang-ninh"),
        ("thuwf phats laij", "thua-phat-lai"),
        ("thu7a2 pha1t la5i", "thua-phat-lai"),
    ],
)
def test_typing_finds(page: Page, origin: str, query: str, first: str) -> None:
    page.goto(f"{origin}/tim-kiem/")
    page.locator("#tim-kiem-o").fill(query)
    assert results(page)[0] == first


def test_nothing_typed_shows_everything_newest_first_a_page_at_a_time(page: Page, origin: str, cases: dict[str, dict[str, str]]) -> None:
    page.goto(f"{origin}/tim-kiem/")
    assert len(results(page)) == SHOWN
    found = everything(page)
    assert sorted(found) == sorted(cases)
    starts = [cases[slug]["bat_dau"] for slug in found]
    assert starts == sorted(starts, reverse=True)


def test_more_results_take_the_focus_to_the_first_of_them(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=tinh")
    first = results(page)
    page.get_by_role("button", name="Xem thêm").press("Enter")
    expect(page.locator("#ket-qua > li").nth(SHOWN).get_by_role("link").first).to_be_focused()
    assert slugs(page)[:SHOWN] == first


def test_nonsense_finds_nothing_and_says_so(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=xyzqwk+jjjqq")
    assert results(page) == []
    expect(page.get_by_role("status")).to_have_text("Không tìm thấy mô hình nào khớp “xyzqwk jjjqq”")
    hint = page.locator("#tim-kiem-goi-y")
    expect(hint).to_be_visible()
    expect(page.locator("#ket-qua *")).to_have_count(0)
    for link in hint.get_by_role("link").all():
        assert page.request.get(link.evaluate("link => link.href")).ok
    expect(page.get_by_role("button", name="Xem thêm")).to_be_hidden()


def test_a_match_deep_in_a_case_is_told_and_the_link_leads_to_it(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=khuân vác")
    assert results(page)[0] == "tan-hoa-du-lich-thich-ung-lu"
    hit = page.locator("#ket-qua li").first
    expect(hit.locator("mark")).to_have_count(0)
    expect(hit).to_contain_text("Khớp với nội dung hồ sơ")
    hit.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/mo-hinh/tan-hoa-du-lich-thich-ung-lu/"))
    expect(page.get_by_text("khuân vác").first).to_be_in_viewport()

    page.goto(f"{origin}/tim-kiem/?q=lý lịch tư pháp")
    assert results(page)[0] == "ly-lich-tu-phap-vneid"
    expect(page.locator("#ket-qua li").first.get_by_role("link")).to_have_attribute("href", re.compile("/mo-hinh/ly-lich-tu-phap-vneid/$"))


def test_how_many_is_said_in_a_live_region_that_was_there_before(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/")
    results(page)
    region = page.get_by_role("status").element_handle()
    page.locator("#tim-kiem-o").fill("khoán hộ")
    found = results(page)
    said = f"{len(found)} mô hình khớp “khoán hộ”"
    expect(page.locator("#tim-kiem-so")).to_have_text(said)
    page.wait_for_function("([region, said]) => region.textContent === said", arg=[region, said])


def test_who_listens_is_told_once_when_the_typing_pauses_and_not_after_every_letter(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/")
    results(page)
    page.evaluate("""() => {
      window.heard = [];
      const region = document.querySelector("[role=status]");
      new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true });
    }""")
    # All at once: on a busy machine pauses between keys could be those of who has finished.
    page.locator("#tim-kiem-o").evaluate("""input => Array.from("khoan ho").forEach((letter) => {
      input.value += letter;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    })""")
    results(page)
    said = page.locator("#tim-kiem-so").inner_text()
    page.wait_for_function("said => heard.includes(said)", arg=said)
    assert page.evaluate("heard") == [said]


def test_a_long_text_that_was_pasted_is_not_repeated_whole(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/")
    page.locator("#tim-kiem-o").fill("bà con nông dân lập hội quán để cùng bàn giá cả thị trường " * 20)
    assert results(page)[0] == "hoi-quan-nong-dan-dong-thap"
    said = page.locator("#tim-kiem-so").inner_text()
    assert said.endswith("…”")
    assert len(said) < 90


def test_tags_that_were_pasted_with_the_words_are_not_searched(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/")
    page.locator("#tim-kiem-o").fill("<b>khoán hộ</b>")
    assert results(page)[0] == "khoan-ho-vinh-phuc"


def test_what_was_meant_by_a_typing_error_is_said(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=hành chín công")
    results(page)
    expect(page.locator("#tim-kiem-goi-y")).to_have_text("Đã tìm cả chữ gần giống: “chính”.")
    page.locator("#tim-kiem-o").fill("hành chính công")
    results(page)
    expect(page.locator("#tim-kiem-goi-y")).to_be_hidden()


def test_quotes_ask_for_the_phrase(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=“camera an ninh”")
    assert results(page) == ["camera-an-ninh-ba-ria-vung-tau"]


def test_where_no_text_has_the_phrase_its_words_are_offered(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=“hành chính trung tâm”")
    assert results(page) == []
    page.locator("#tim-kiem-goi-y").get_by_role("button", name="hành chính trung tâm").click()
    assert results(page)[0] == "trung-tam-hanh-chinh-cong-quang-ninh"
    expect(page.locator("#tim-kiem-o")).to_have_value("hành chính trung tâm")


def open_groups(page: Page) -> None:
    for summary in page.locator("#loc details:not([open]):not([hidden]) > summary").all()[::-1]:
        summary.click()


def test_the_address_holds_and_restores_the_state(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/")
    page.locator("#tim-kiem-o").fill("thu tuc")
    results(page)
    page.locator("input[name=linh-vuc][value=tu-phap]").check()
    page.locator("#sap-xep").select_option("moi")
    found = results(page)
    assert found
    assert "q=thu+tuc" in page.url
    assert "linh-vuc=tu-phap" in page.url
    assert "sap-xep=moi" in page.url
    page.reload()
    assert results(page) == found
    expect(page.locator("#tim-kiem-o")).to_have_value("thu tuc")
    expect(page.locator("input[name=linh-vuc][value=tu-phap]")).to_be_checked()
    expect(page.locator("#sap-xep")).to_have_value("moi")


def test_back_from_a_result_the_search_is_as_it_was(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/")
    page.locator("#tim-kiem-o").fill("khoan")
    results(page)
    page.locator("#sap-xep").select_option("moi")
    found = results(page)
    page.locator("#ket-qua a").first.click()
    page.wait_for_url(f"**/mo-hinh/{found[0]}/**")
    page.go_back()
    expect(page.locator("#tim-kiem-o")).to_have_value("khoan")
    expect(page.locator("#sap-xep")).to_have_value("moi")
    assert results(page) == found


def test_back_from_a_result_further_down_as_many_stand_there_as_before(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=tỉnh")
    found = everything(page)
    assert len(found) > SHOWN
    page.locator("#ket-qua h3 a").nth(SHOWN).click()
    page.wait_for_url(f"**/mo-hinh/{found[SHOWN]}/**")
    page.go_back()
    assert results(page) == found
    page.locator("#tim-kiem-o").fill("xã")
    assert len(results(page)) == SHOWN


@pytest.mark.parametrize(
    ("query", "marked", "unmarked"),
    [
        ("bán hàng qua mạng", set(), {"quả"}),
        ("ban hang qua mang", set(), {"tháng"}),
        ("hooij quans", {"hội", "quán"}, set()),
        ("hành chín công", {"hành", "chính", "công"}, set()),
    ],
)
def test_words_that_only_look_alike_are_not_marked_those_that_were_meant_are(page: Page, origin: str, query: str, marked: set[str], unmarked: set[str]) -> None:
    page.goto(f"{origin}/tim-kiem/?q={query}")
    assert results(page)
    marks = {text.lower() for text in page.locator("#ket-qua li:first-child mark").all_inner_texts()}
    assert marked <= marks
    assert not unmarked & marks


def test_what_matched_is_marked_with_its_diacritics(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=ly lich tu phap")
    assert results(page)
    marks = {text.lower() for text in page.locator("#ket-qua mark").all_inner_texts()}
    assert {"lý", "lịch", "tư", "pháp"} <= marks
    title = page.locator("#ket-qua [data-case=ly-lich-tu-phap-vneid] h3")
    marked = title.inner_text()
    page.locator("#tim-kiem-o").fill("")
    everything(page)
    assert page.locator("#ket-qua mark").count() == 0
    expect(title).to_have_text(marked)


# ---- facets, order


@pytest.mark.parametrize(
    ("query", "box", "found"),
    [
        ("", "diem-nghen=to-chuc", {"ngay-khong-hen", "trung-tam-hanh-chinh-cong-quang-ninh"}),
        ("khoán", "diem-nghen=khong-phu-hop", {"khoan-ho-vinh-phuc", "khoan-san-pham-hai-phong"}),
        ("hội quán", "tinh=dong-thap", {"hoi-quan-nong-dan-dong-thap"}),
    ],
)
def test_a_facet_keeps_the_cases_that_have_it(page: Page, origin: str, query: str, box: str, found: set[str]) -> None:
    page.goto(f"{origin}/tim-kiem/?q={query}")
    results(page)
    open_groups(page)
    name, value = box.split("=")
    page.locator(f"input[name={name}][value={value}]").check()
    assert set(everything(page)) == found


def test_a_criterion_of_evidence_keeps_the_cases_that_meet_it(page: Page, origin: str, site: Path) -> None:
    published = json.loads((site / "du-lieu/cases.json").read_text("utf-8"))["cases"]
    codes = {code for case in published for code, met in case["evidence"].items() if met}
    for code in codes:
        page.goto(f"{origin}/tim-kiem/?tieu-chi={code.replace('_', '-')}")
        assert set(everything(page)) == {case["slug"] for case in published if case["evidence"][code]}


def test_groups_of_boxes_stay_short_and_none_hides_a_chosen_box(page: Page, origin: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{origin}/tim-kiem/?cap=xa")
    results(page)
    assert page.locator("#loc details[open] > summary").all_text_contents() == ["Lĩnh vực", "Cấp"]
    group = page.locator("#loc details", has_text="Điểm nghẽn")
    expect(group.locator("input").first).to_be_hidden()
    group.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(group.locator("input:focus")).to_be_visible()


def test_boxes_of_one_facet_add_and_facets_narrow(page: Page, origin: str) -> None:
    found = {}
    for boxes in ("cap=xa", "cap=trung-uong", "cap=xa&cap=trung-uong", "cap=xa&cap=trung-uong&khen=hc-dl"):
        page.goto(f"{origin}/tim-kiem/?{boxes}")
        found[boxes] = set(everything(page))
    either = found["cap=xa"] | found["cap=trung-uong"]
    assert found["cap=xa&cap=trung-uong"] == either > found["cap=xa"]
    assert found["cap=xa&cap=trung-uong&khen=hc-dl"] < either


def test_a_place_is_found_by_its_old_and_its_new_name(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?tinh=bac-giang")
    old = everything(page)
    page.goto(f"{origin}/tim-kiem/?tinh=bac-ninh")
    assert set(old) <= set(everything(page))
    assert "vai-thieu-bac-giang-2021" in old


def test_every_box_says_how_many_it_leaves_and_none_leads_nowhere(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=hành chính")
    total = count(page)
    open_groups(page)
    boxes = page.locator("#loc label:visible")
    told: list[tuple[str, str, str]] = boxes.evaluate_all(
        "labels => labels.map(label => [label.control.name, label.control.value, label.querySelector('.c').textContent])"
    )
    assert len({name for name, _, _ in told}) >= 6
    assert 0 < len(told) < page.locator("#loc label").count()
    for name, value, number in told:
        box = page.locator(f"input[name={name}][value='{value}']")
        box.check()
        assert 0 < count(page) == int(number) <= total
        box.uncheck()
        assert count(page) == total


def test_all_boxes_are_cleared_at_once(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/")
    assert count(page) == ALL
    clear = page.get_by_role("button", name="Bỏ mọi ô lọc")
    expect(clear).to_be_hidden()
    open_groups(page)
    page.locator("input[name=cap][value=xa]").check()
    page.locator("input[name=nam][value='2010']").check()
    assert 0 < count(page) < ALL
    clear.click()
    assert count(page) == ALL
    expect(page.locator("#loc input:checked")).to_have_count(0)
    assert page.url == f"{origin}/tim-kiem/"


def test_where_the_boxes_leave_nothing_the_page_offers_to_clear_them(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=khoán hộ&linh-vuc=y-te")
    assert results(page) == []
    hint = page.locator("#tim-kiem-goi-y")
    expect(hint).to_contain_text("Có 2 mô hình khi bỏ các ô lọc.")
    hint.get_by_role("button", name="Bỏ mọi ô lọc").click()
    assert results(page)[0] == "khoan-ho-vinh-phuc"
    expect(page.locator("#tim-kiem-o")).to_be_focused()


@pytest.mark.parametrize(
    ("order", "value"), [("moi", lambda view: view.start), ("nhan-rong", lambda view: view.copies), ("bang-chung", lambda view: view.evidence)]
)
def test_the_found_cases_can_be_put_in_order(page: Page, origin: str, order: str, value: Callable[[View], Any]) -> None:
    views = Site(load(ROOT)[0], origin).by_slug
    page.goto(f"{origin}/tim-kiem/?q=chính")
    best = everything(page)
    page.locator("#sap-xep").select_option(order)
    found = everything(page)
    values = [value(views[slug]) for slug in found]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) > 1
    assert sorted(found) == sorted(best) != found
    page.locator("#sap-xep").select_option("")
    assert everything(page) == best


# ---- the table to take away


def _table(page: Page) -> list[list[str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải CSV").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]


def test_the_found_cases_can_be_taken_away_as_a_table_shown_or_not(page: Page, origin: str, cases: dict[str, dict[str, str]]) -> None:
    page.goto(f"{origin}/tim-kiem/?q=tinh")
    first, total = results(page), count(page)
    assert total > len(first) == SHOWN
    rows = _table(page)
    assert [row[0] for row in rows][:SHOWN] == first
    assert len(rows) == total
    assert all(row[1] == cases[row[0]]["ten"] and row[-1] == f"{origin}/mo-hinh/{row[0]}/" for row in rows)
    site = Site(load(ROOT)[0], origin)
    named = {slug: {site.places[place].short for place in view.place_slugs} for slug, view in site.by_slug.items()}
    assert [set(row[4].split("; ")) for row in rows] == [named[row[0]] for row in rows]
    assert max(len(places) for places in named.values()) > 3
    open_groups(page)
    page.locator("input[name=cap][value=xa]").check()
    kept = count(page)
    assert {row[0] for row in _table(page)} == set(everything(page))
    assert kept < total


def test_no_cell_of_the_table_is_a_formula(page: Page, origin: str) -> None:
    titles = ["=1+1", "+84", "-1", "@SUM(A1)", "＝1"]

    def retitle(route: Route) -> None:
        path, cards = json.loads("[" + route.fetch().text().removeprefix("NhanRong.put(").removesuffix(");\n") + "]")
        few = titles[int(Path(path).stem) * len(cards) :]
        named = [re.sub(r"(<h3><a [^>]*>).*?(?=</a>)", rf"\g<1>{title}", card) for title, card in zip(few, cards, strict=False)]
        route.fulfill(body=put(path, [*named, *cards[len(named) :]]), content_type="text/javascript")

    page.route(re.compile("/tim-kiem/the-[^/]*/[012].js"), retitle)
    page.goto(f"{origin}/tim-kiem/")
    assert count(page) == ALL
    assert {f"'{title}" for title in titles} <= {row[1] for row in _table(page)}


@pytest.mark.parametrize(("width", "shown"), [(360, True), (1440, False)])
def test_the_way_to_the_filters_is_offered_where_they_are_out_of_sight(page: Page, origin: str, width: int, shown: bool) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{origin}/tim-kiem/")
    assert count(page) == ALL
    assert page.get_by_role("link", name="Lọc kết quả").is_visible() == shown


# ---- two tiers


def _held(page: Page, site: Path) -> list[Route]:
    """The second tier waits until the test lets it go."""
    waiting: list[Route] = []
    later = re.search(r'"later":"([^"]+)"', (site / "tim-kiem/chi-muc.js").read_text("utf-8"))
    assert later
    page.route(f"**/{later[1]}", lambda route: waiting.append(route))  # noqa: PLW0108 Playwright sets an attribute on a handler
    return waiting


def _early(page: Page, origin: str, query: str) -> list[str]:
    """The results of the first tier."""
    page.goto(f"{origin}/tim-kiem/?q={query}", wait_until="domcontentloaded")
    expect(page.locator("#ket-qua > li").nth(1)).to_be_visible()
    expect(page.locator("#ket-qua")).to_have_attribute("data-state", "tim")
    return slugs(page)


@pytest.mark.parametrize("reader", ["points at it", "has the focus on it"])
def test_a_result_that_a_reader_is_about_to_press_does_not_move(page: Page, origin: str, site: Path, reader: str) -> None:
    query, place = "cải cách hành chính", 1
    page.goto(f"{origin}/tim-kiem/?q={query}")
    undisturbed = results(page)
    held = _held(page, site)
    early = _early(page, origin, query)
    assert early[place] != undisturbed[place]
    item = page.locator(f"#ket-qua [data-case={early[place]}]")
    if reader == "points at it":
        item.hover()
    else:
        item.get_by_role("link").focus()
    before = _in_its_list(page, item)
    held.pop().continue_()
    late = results(page)
    assert late[place] == early[place]
    # Letters that come late move the page as a whole by a pixel or two: tests/browser/test_fonts.py holds that.
    assert _in_its_list(page, item) == before
    assert sorted(late) == sorted(undisturbed)
    if reader == "has the focus on it":
        expect(item.get_by_role("link")).to_be_focused()


def _in_its_list(page: Page, item: Locator) -> tuple[float, float]:
    """How far below the head of the results an item begins, and how high it is."""
    box, whole = item.bounding_box(), page.locator("#ket-qua").bounding_box()
    assert box
    assert whole
    return box["y"] - whole["y"], box["height"]


def test_answers_to_older_words_are_dropped(page: Page, origin: str, site: Path) -> None:
    held = _held(page, site)
    _early(page, origin, "khoán")
    page.locator("#tim-kiem-o").fill("vải thiều")
    held.pop().continue_()
    assert results(page) == ["vai-thieu-bac-giang-2021"]
    expect(page.get_by_role("status")).to_have_text("1 mô hình khớp “vải thiều”")


@pytest.mark.parametrize("lost", ["chi-muc", "the-[0-9a-f]{12}/[0-9]+", "[0-9a-f]{12}/[0-9]+", "[0-9a-f]{12}"])
def test_what_could_not_be_fetched_is_said_and_searching_again_works(faulty: Page, origin: str, lost: str) -> None:
    files = re.compile(f"/tim-kiem/{lost}[.]js$")
    faulty.route(files, lambda route: route.abort())
    faulty.goto(f"{origin}/tim-kiem/?q=khoán")
    expect(faulty.get_by_role("status")).to_have_text("Không tải được dữ liệu tìm kiếm. Kiểm tra đường truyền rồi tìm lại.")
    expect(faulty.locator("#ket-qua")).to_have_attribute("data-state", "loi")
    faulty.unroute(files)
    faulty.get_by_role("button", name="Tìm", exact=True).click()
    assert results(faulty)[0] == "khoan-ho-vinh-phuc"
    expect(faulty.get_by_role("status")).to_contain_text("mô hình khớp “khoán”")


def test_no_request_says_what_was_typed(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/")
    results(page)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))  # noqa: PLW0108 as above
    page.locator("#tim-kiem-o").press_sequentially("quỹ zebra", delay=30)
    results(page)
    page.locator("#tim-kiem-o").fill("vải thiều zebra")
    results(page)
    assert len(requests) > 3
    sent = [unquote(" ".join((request.url, *request.all_headers().values(), request.post_data or ""))) for request in requests]
    assert [text for text in sent if re.search("zeb|quỹ|vải|thiều", text)] == []


# ---- ways in, without a mouse, without scripts, without a server


def test_by_keyboard_alone_from_the_top_of_the_page_to_a_case(page: Page, origin: str) -> None:
    def tab_to(selector: str) -> None:
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"Tab never came to {selector}")

    page.goto(f"{origin}/tim-kiem/")
    results(page)
    tab_to("#tim-kiem-o")
    page.keyboard.type("khoan")
    results(page)
    tab_to("#sap-xep")
    page.keyboard.press("ArrowDown")
    found = results(page)
    expect(page.locator("#sap-xep")).to_have_value("moi")
    tab_to("#loc input")
    page.keyboard.press("Space")
    assert results(page)
    expect(page.locator("#loc input:focus")).to_be_checked()
    page.keyboard.press("Space")
    assert results(page) == found
    page.locator("#tim-kiem-o").focus()
    tab_to("#ket-qua a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"^{origin}/mo-hinh/{found[0]}/"))


def test_the_header_form_leads_here(page: Page, origin: str) -> None:
    page.goto(f"{origin}/mo-hinh/hue-s/")
    page.get_by_role("combobox", name="Tìm mô hình").fill("OCOP")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=OCOP")
    assert results(page)[0] == "ocop-quang-ninh"


@pytest.mark.parametrize("query", ["", "tinh", "“camera an ninh”", "hành chín công", "xyzqwkjjjqqasdfghjklzxcvbnmqwertyuiop", "“hành chính trung tâm”"])
def test_results_and_hints_fit_a_narrow_screen(narrow: Visit, origin: str, query: str) -> None:
    narrow.page.goto(f"{origin}/tim-kiem/?q={query}")
    results(narrow.page)
    assert narrow.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_links_lead_to_every_list(browser: Browser, origin: str) -> None:
    for visit in visiting(browser, origin, script=False):
        page = visit.page
        page.goto(f"{origin}/tim-kiem/")
        expect(page.locator("main").get_by_role("button", name="Tải CSV")).to_be_hidden()
        expect(page.locator("#loc")).to_be_hidden()
        addresses = page.locator("main a:visible").evaluate_all("links => links.map(link => link.href)")
        lists = [address.removeprefix(f"{origin}/") for address in addresses]
        assert {"mo-hinh/", "noi/", "cap/", "thap-nien/", "giai-doan/", "hinh-thuc-khen/", "van-ban/"} <= set(lists)
        assert len([path for path in lists if path.startswith("linh-vuc/")]) > 5
        assert [address for address in addresses if not page.request.get(address).ok] == []
        page.get_by_role("link", name="Tất cả mô hình").click()
        assert page.locator("main a[href*='mo-hinh/']").evaluate_all("links => new Set(links.map(link => link.pathname)).size") >= ALL


@pytest.mark.parametrize("kept", ["", "&sap-xep=moi&cap=xa"])
def test_it_works_from_a_file(browser: Browser, site: Path, kept: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"file://{site}/tim-kiem/index.html?q=khoan ho{kept}")
    found = results(page)
    assert found[0] == ("khoan-ho-vinh-phuc" if not kept else found[0])
    assert [row[0] for row in _table(page)] == found
    page.locator("#ket-qua a").first.click()
    page.wait_for_url(f"file://{site}/mo-hinh/{found[0]}/index.html")
    context.close()
