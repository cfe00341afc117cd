"""The replication kit as somebody has it who unpacked it: every paper opens, says what the case says, and nothing that nobody said."""

import io
import re
import time
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from casebook import figures, values
from casebook import places as places_of
from casebook.blanks import package
from casebook.figures import change
from casebook.load import load
from casebook.outputs import kit, pages
from casebook.render import TEMPLATES
from casebook.site import Site
from casebook.values import shown
from tests import office
from tests.conftest import ROOT, SAMPLE
from tests.drawn import drawn_now
from tests.full import full, places
from tests.sent import AWKWARD, TODAY
from tests.test_fidelity import TYPED, loaded, read, site_of, squeezed

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SLUG = "trung-tam-hanh-chinh-cong-quang-ninh"
"""One of ours that has steps, authorisations and figures."""

PAPERS = ("1-kiem-dieu-kien.docx", "2-to-trinh.docx", "3-ke-hoach.docx", "4-du-toan.docx", "5-bao-cao-so-ket.docx", "bao-da-ap-dung.docx")
FORM = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: ……/TTr-……", "TỜ TRÌNH", "Kính gửi: …………", "Nơi nhận:", "(chữ ký, dấu)")
"""What makes a paper an administrative document."""

TEXTS = ("doc-truoc.txt", "6-thu-xin-ho-tro.txt", "7-thu-bao-da-ap-dung.txt")


@cache
def real() -> Site:
    return Site(load(ROOT, today=TODAY)[0], "https://nhanrong.example/")


@cache
def sample() -> Site:
    return Site(load(SAMPLE, today=TODAY)[0], "https://vidu.example/")


def made(site: Site) -> Mapping[str, bytes]:
    return drawn_now(file for view in site.views for file in kit.drawn_of_case(site, view))


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        return {name: parts.read(name) for name in parts.namelist()}


def words(paper: bytes) -> str:
    """The text of a Word paper, paragraph by paragraph."""
    body = ET.fromstring(unpacked(paper)["word/document.xml"])
    return "\n".join("".join(text.text or "" for text in line.iter(f"{WORD}t")) for line in body.iter(f"{WORD}p"))


def kit_of(site: Site, slug: str) -> dict[str, bytes]:
    return dict(kit.contents(site, site.by_slug[slug]))


def test_every_case_with_a_condition_has_a_kit_and_no_other() -> None:
    with_conditions = {slug for slug, case in real().book.cases.items() if any(getattr(case.conditions, name) for name in ("needed", "helpful", "unsuitable"))}
    zips = {path.split("/")[1]: unpacked(content) for path, content in made(real()).items() if path.endswith(".zip")}
    assert zips.keys() == with_conditions
    assert len(with_conditions) == 27
    for slug, papers in zips.items():
        assert papers.keys() == {*PAPERS, *TEXTS}
        assert papers == kit_of(real(), slug)


def test_who_reports_an_adoption_opens_a_mail_with_subject_and_body() -> None:
    for view in real().views:
        (page,) = (text for _, text in kit.of_case(real(), view))
        links = html.document_fromstring(page.split("---\n", 2)[2]).iterfind(".//a[@href]")
        (link,) = (str(link.get("href")) for link in links if str(link.get("href")).startswith("mailto:"))
        said = parse_qs(urlsplit(link).query)
        assert said["subject"] == [f"Báo đã áp dụng: {view.slug}"]
        assert said["body"][0].startswith("Kính gửi: những người biên tập kho Nhân rộng\r\n\r\n…… (tên đơn vị) báo về việc")
        assert f"https://nhanrong.example/mo-hinh/{view.slug}/" in said["body"][0]


def test_of_a_letter_too_long_for_mail_programs_only_the_subject_is_in_the_link() -> None:
    assert kit.Letter("Báo", "chữ " * 1000).link("a@b.vn") == "mailto:a@b.vn?subject=B%C3%A1o"


def test_a_case_without_conditions_says_why_it_has_none() -> None:
    page = dict(pages.of_case(sample(), sample().by_slug["hop-tac-xa-lua"]))["mo-hinh/hop-tac-xa-lua/index.md"]
    assert "Chưa có bộ nhân rộng: hồ sơ chưa ghi điều kiện nào để làm theo" in read(page)
    assert "mo-hinh/hop-tac-xa-lua/bo-nhan-rong.zip" not in made(sample())
    assert list(kit.contents(sample(), sample().by_slug["hop-tac-xa-lua"])) == []


def test_equal_cases_give_equal_bytes_dated_by_the_case() -> None:
    view = real().by_slug[SLUG]
    content = made(real())[f"mo-hinh/{SLUG}/bo-nhan-rong.zip"]
    year, month, day = map(int, view.updated.split("-"))
    fresh = package.zipped(kit.contents(Site(load(ROOT, today=TODAY)[0], real().address), view), (year, month, day, 0, 0, 0))
    assert fresh == content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(year, month, day, 0, 0, 0)}


def test_a_kit_is_made_anew_when_anything_it_is_made_of_is_another() -> None:
    """Once a word of parts.j2 was changed, and the papers kept the old one."""
    templates = [file for file in kit.SOURCES if file.parent.name == "kit"]
    assert len(templates) > 8
    borrowed = {name for file in templates for name in re.findall(r"""(?:from|extends|include|import) ["']([\w./-]+)["']""", file.read_text("utf-8"))}
    assert "parts.j2" in borrowed
    assert [name for name in borrowed if TEMPLATES / name not in kit.SOURCES] == []
    assert [module for module in (figures, places_of, values) if Path(str(module.__file__)) not in kit.SOURCES] == []


def test_a_kit_takes_less_than_two_seconds() -> None:
    started = time.process_time()
    dict(kit.contents(real(), real().by_slug[SLUG]))
    assert time.process_time() - started < 2


def test_papers_say_what_the_case_says_when_libreoffice_opens_them(tmp_path: Path) -> None:
    """Our own case, and one with everything in it, in the awkward words of officers."""
    typed = "“A & b” <c> {{ d }} {% raw %} 'e'"
    site = site_of(loaded(full(lambda place: f"{typed} {places().index(place)}")))
    papers = ((slug, *paper) for one, slug in ((real(), SLUG), (site, "x")) for paper in kit_of(one, slug).items())
    found = office.read(tmp_path, {f"{slug}/{name}": content for slug, name, content in papers if name in PAPERS})

    case, proposal, plan = real().book.cases[SLUG], found[f"{SLUG}/2-to-trinh.docx"], found[f"{SLUG}/3-ke-hoach.docx"]
    for part in FORM:
        assert part in proposal, part
    for part in (case.problem.plain, case.solution.plain, *(item.text for item in case.conditions.needed), *(item.name for item in case.results)):
        assert part in proposal, part
    for item in case.results:
        assert change(item) in proposal
        assert change(item) in plan
        assert change(item) in found[f"{SLUG}/5-bao-cao-so-ket.docx"]
    for part in ("Ngày 1–30", "Ngày 31–60", "Ngày 61–90", *(f"Bước {number}: {step.what}" for number, step in enumerate(case.steps, 1))):
        assert part in plan, part
    assert "Mức chi ở nơi đã làm: Chưa có nguồn." in found[f"{SLUG}/4-du-toan.docx"]
    for name in PAPERS[:-1]:
        assert "không phải yêu cầu" in found[f"{SLUG}/{name}"]
        assert case.sources[-1].url in squeezed(found[f"{SLUG}/{name}"])

    assert f"{typed} {places().index('conditions.needed.text')}" in found["x/1-kiem-dieu-kien.docx"]
    assert f"{typed} {places().index('conditions.unsuitable.text')}" in found["x/1-kiem-dieu-kien.docx"]
    assert f"{typed} {places().index('steps.output')}" in found["x/3-ke-hoach.docx"]
    assert f"{typed} {places().index('limits.text')}" in found["x/5-bao-cao-so-ket.docx"]
    assert "Tình trạng *" in found["x/bao-da-ap-dung.docx"]


SIGNED = PAPERS[1:3] + PAPERS[4:5]


@pytest.mark.parametrize("name", SIGNED)
def test_a_paper_has_the_form_of_decree_30_and_its_signature_never_stands_alone(name: str) -> None:
    body = ET.fromstring(unpacked(kit_of(real(), SLUG)[name])["word/document.xml"])[0]
    lines = {"".join(text.text or "" for text in line.iter(f"{WORD}t")): line for line in body.iter(f"{WORD}p")}
    grounds = [line for said, line in lines.items() if said.startswith("Căn cứ ")]
    assert all(line.find(f".//{WORD}i") is not None for line in grounds)
    assert [said[-1] for said in lines if said.startswith("Căn cứ ")] == [";", "."][: len(grounds)]
    (end,) = (line for said, line in lines.items() if said.endswith("./."))
    place = list(body).index(end)
    assert [part.tag for part in body[place : place + 3]] == [f"{WORD}p", f"{WORD}p", f"{WORD}tbl"]
    assert all(part.find(f".//{WORD}keepNext") is not None for part in body[place : place + 2])
    (about,) = (line for said, line in lines.items() if said.startswith("Về bản mẫu này"))
    assert about.find(f".//{WORD}pageBreakBefore") is not None


SHOWN = {
    "title": PAPERS[:-1],
    "agency": ("2-to-trinh.docx",),
    "solution": ("2-to-trinh.docx",),
    "conditions.needed.text": PAPERS[:3],
    "conditions.helpful.text": PAPERS[:3],
    "conditions.unsuitable.text": PAPERS[:2],
    "steps.what": PAPERS[2:5],
    "steps.who": ("3-ke-hoach.docx",),
    "limits.text": ("2-to-trinh.docx", "5-bao-cao-so-ket.docx"),
    "results.name": ("2-to-trinh.docx", "3-ke-hoach.docx", "5-bao-cao-so-ket.docx"),
    "sources.title": PAPERS[:-1],
    "terrain.reason": ("1-kiem-dieu-kien.docx",),
}


@pytest.mark.parametrize("typed", dict.fromkeys((*TYPED, *(" ".join(text.split()) for text in AWKWARD), "<?fill unit?>")))
def test_what_was_typed_is_in_the_papers_and_letters_as_typed(typed: str) -> None:
    case = loaded(full(lambda place: f"{typed} k{places().index(place)}"))
    found = {name: words(content) if name in PAPERS else content.decode() for name, content in kit.contents(site_of(case), site_of(case).by_slug["x"])}
    for place, names in SHOWN.items():
        wanted = case.solution.plain if place == "solution" else f"{typed} k{places().index(place)}"
        assert [name for name in names if squeezed(wanted) not in squeezed(found[name])] == [], place
    for name in TEXTS:
        assert case.title in found[name]


def test_each_figure_is_the_same_on_the_page_of_the_case_and_in_the_papers() -> None:
    for view in real().views:
        page = squeezed(read(dict(pages.of_case(real(), view))[f"mo-hinh/{view.slug}/index.md"])) if view.slug == SLUG else ""
        paper = words(kit_of(real(), view.slug)["2-to-trinh.docx"])
        for item in view.case.results:
            assert change(item) in paper
            assert not page or squeezed(shown(item.after if item.after is not None else item.before or "")) in page


def test_nothing_revoked_and_nobodys_name_is_in_a_kit() -> None:
    script = made(sample())["mo-hinh/mot-cua-so/bo-nhan-rong.js"].decode()
    for secret in ("Tên Bản Nháp", "nhap-chua-dang", "Tên Đã Rút", "Tên Phải Bỏ", "Lý do phải bỏ"):
        assert secret not in all_words(kit_of(sample(), "mot-cua-so")) + script
    named = ("people.name", "people.position", "commendations.recipient.name", "commendations.reason", "approved.by", "clearance.by", "verification.by")
    site = site_of(loaded(full(lambda place: f"chữ k{place}")))
    assert [place for place in named if f"k{place}" in all_words(kit_of(site, "x"))] == []


def all_words(papers: Mapping[str, bytes]) -> str:
    return "\n".join(words(content) if name in PAPERS else content.decode() for name, content in papers.items())
