"""One case in every channel: the same figures, every letter as typed, nothing of what was withdrawn; and files that other programs open."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from typing import cast

import pytest
from icalendar import Calendar
from PIL import Image

import build_cases
from casebook import dispatch
from casebook.channels import agenda, poster
from casebook.channels.bulletin import bulletin
from casebook.channels.speaker import ROOM, Script, script
from casebook.channels.spoken import Speech
from casebook.figures import change
from casebook.letters import plain as kept
from casebook.load import load
from casebook.outputs import pages, share
from casebook.outputs.cards import card_of
from casebook.outputs.context import renderer
from casebook.outputs.later import made
from casebook.refusal import Refusal
from casebook.site import Site
from casebook.values import is_number, shown_date
from tests.conftest import ROOT, SAMPLE
from tests.full import full, places
from tests.test_fidelity import TYPED, loaded, plain, read, site_of

SECRETS = ("Tên Bản Nháp", "Cơ quan Chưa Công Bố", "nhap-chua-dang", "Tên Đã Rút", "Nội dung đã rút không", "Tên Phải Bỏ", "Lý do phải bỏ")


@cache
def real() -> Site:
    return Site(load(ROOT)[0], "https://nhanrong.example/")


@cache
def sample() -> Site:
    return Site(load(SAMPLE, today=date(2026, 11, 22))[0], "https://vidu.example/")


@cache
def speech() -> Speech:
    return Speech(real().book.vocabularies)


@cache
def read_out(slug: str) -> Script:
    return script(speech(), renderer(real()).text("speaker.txt", view=real().by_slug[slug]))


def texts(site: Site, slug: str) -> dict[str, str]:
    """The texts of a kit; its pictures, which follow, are not drawn."""
    return {name: str(content) for name, content in takewhile(lambda file: file[0].endswith(".txt"), dispatch.kit(site, slug))}


SLUGS = sorted(real().by_slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_script_is_two_minutes_of_whole_sentences_in_words(slug: str) -> None:
    said = read_out(slug)
    assert said.syllables <= ROOM
    assert all(sentence[0].isupper() or sentence[0] in "“" for sentence in said.sentences)
    assert all(sentence.endswith((".", "”.", "?", "!")) for sentence in said.sentences)
    text = "\n".join(said.sentences)
    assert not [letter for letter in text if not (letter.isalpha() or letter in " \n,.;:?!“”‘’-")]
    assert not re.search("[A-ZĐ]{2,}", text)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_channel_tells_the_first_result_as_the_card_does(slug: str) -> None:
    view = real().by_slug[slug]
    told, made = change(view.lead), texts(real(), slug)
    assert all(told in made[name] for name in ("zalo.txt", "facebook.txt", "tom-tat.txt", "loi-thay-anh.txt"))
    assert speech().said(f"{view.lead.name}, {told}")[0][1:] in made["loa.txt"]
    card = card_of(real(), view)
    assert all(figure in told for figure in (card.before, card.after)) or not is_number(view.lead.after)


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_not_known_and_not_confirmed_is_said_so(slug: str) -> None:
    case, made = real().by_slug[slug].case, texts(real(), slug)
    for name in ("zalo.txt", "facebook.txt", "tom-tat.txt", "loa.txt"):
        assert ("chưa được cơ quan xác nhận" in made[name]) == (case.verification.level == "tong_hop")
    assert ("hi nào không nên làm theo thì nguồn chưa nói" in made["loa.txt"]) == (not case.conditions.unsuitable)
    # Titles of sources may name people: they are evidence, and stand in the list of sources only.
    passed_on = [made[name] for name in ("zalo.txt", "facebook.txt", "loa.txt", "loi-thay-anh.txt")]
    assert not any(person.name in text for person in case.people for text in passed_on)


@pytest.mark.parametrize("slug", SLUGS)
def test_share_texts_have_the_length_that_people_read(slug: str) -> None:
    made = texts(real(), slug)
    assert len(made["zalo.txt"]) <= 700
    assert len(made["facebook.txt"]) <= 1500
    assert f"https://nhanrong.example/mo-hinh/{slug}/" in made["zalo.txt"]


def test_the_page_gives_the_same_texts_as_the_command() -> None:
    page = dict(share.of_case(real(), real().by_slug["hue-s"]))["mo-hinh/hue-s/chia-se/index.md"]
    shown = _seen(str(page)).text
    for name, text in texts(real(), "hue-s").items():
        assert name == "tom-tat.txt" or plain(text) in plain(shown), name


@pytest.mark.parametrize("name", poster.SIZES)
def test_pictures_have_the_size_that_feeds_show_whole(name: str) -> None:
    picture = dict(dispatch.kit(real(), "hue-s"))[f"{name}.png"]
    with Image.open(BytesIO(cast(bytes, picture))) as image:
        assert (image.size, image.format) == (poster.SIZES[name], "PNG")
    assert len(picture) < 100_000
    assert picture == dict(dispatch.kit(real(), "hue-s"))[f"{name}.png"]


class _Seen(HTMLParser):
    """What a reader of the HTML gets: its text, and the tags it is made of."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", list[str]()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def _seen(html: str) -> _Seen:
    reader = _Seen()
    reader.feed(html)
    reader.close()
    return reader


def mailed(site: Site, since: str) -> EmailMessage:
    return message_from_bytes(bulletin(renderer(site), site, since).mail, policy=default)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


CARRIED = {
    "zalo.txt": ("title", "results.name"),
    "facebook.txt": ("title", "summary", "results.name", "conditions.needed.text", "conditions.unsuitable.text"),
    "tom-tat.txt": ("title", "agency", "results.name", "conditions.needed.text", "sources.title", "sources.publisher"),
}
"""Text file → the fields that it carries whole."""


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_arrives_as_typed_and_never_as_markup(typed: str) -> None:
    number = {place: f"k{number}" for number, place in enumerate(places())}
    site = site_of(loaded(full(lambda place: f"{typed} {number[place]}")))
    usual = site_of(loaded(full(lambda place: f"chữ {number[place]}")))
    made = texts(site, "x")
    # A no-break space is a space from the door on.
    said = {place: plain(kept(f"{typed} {told}")) for place, told in number.items()}
    lost = [(name, place) for name, fields in CARRIED.items() for place in fields if said[place] not in plain(made[name])]
    assert lost == []
    message = mailed(site, "2020-01-01")
    html = _seen(body(message, "html"))
    for place in ("title", "summary", "results.name"):
        assert said[place] in plain(body(message, "plain"))
        assert said[place] in plain(html.text)
    assert html.tags == _seen(body(mailed(usual, "2020-01-01"), "html")).tags
    (event,) = [one for one in _events(site) if one["summary"].startswith("Rà soát")]
    assert event["summary"] == f"Rà soát tiếp theo: {site.by_slug['x'].case.title}"


def test_of_a_pilot_whose_end_no_source_tells_every_channel_says_so() -> None:
    slug, said = "ocop-quang-ninh", "2013, chưa rõ khi nào kết thúc"
    made = texts(real(), slug)
    page = dict(pages.of_case(real(), real().by_slug[slug]))[f"mo-hinh/{slug}/index.md"]
    bulletin_of_all = mailed(real(), "2026-11-01")
    assert [name for name in ("zalo.txt", "facebook.txt", "tom-tat.txt") if said not in made[name]] == []
    assert "nguồn chưa nói khi nào kết thúc" in made["loa.txt"]
    assert said in plain(read(page))
    assert said in body(bulletin_of_all, "plain")
    assert said in _seen(body(bulletin_of_all, "html")).text


def test_the_bulletin_tells_what_is_new_and_of_a_withdrawal_no_word() -> None:
    message = mailed(sample(), "2026-11-10")
    for kind in ("plain", "html"):
        text = body(message, kind)
        assert [word in text for word in ("Hợp tác xã lúa chung ruộng", "Sửa 20 phút thành 15 phút", "Một mô hình đã được rút")] == [True] * 3
        assert not [secret for secret in SECRETS if secret in text]
    assert "Sửa 20 phút" not in body(mailed(sample(), "2026-11-11"), "plain")
    assert "chưa có hồ sơ mới" in body(mailed(sample(), "2027-01-01"), "plain")


def test_the_mail_is_whole_by_itself_and_the_same_each_time() -> None:
    made = bulletin(renderer(real()), real(), "2026-11-01")
    assert made == bulletin(renderer(real()), real(), "2026-11-01")
    assert not re.search(r"<(img|link|script|iframe)|@import|url\(|src=", made.html)
    assert set(re.findall(r'href="(https?://[^/"]+)', made.html)) == {"https://nhanrong.example"}
    assert len(made.html.encode()) < 100_000, "mail programs cut longer messages"
    assert max(len(line) for line in made.mail.split(b"\r\n")) <= 998
    message = mailed(real(), "2026-11-01")
    assert (message["X-Unsent"], message["From"], message.get_content_type()) == ("1", None, "multipart/alternative")
    assert str(message["Subject"]) == f"Nhân rộng: có gì mới từ 01/11/2026 tới {shown_date(real().updated)}"


@pytest.mark.parametrize("slug", ["mot-cua-so", "hop-tac-xa-lua"])
def test_a_kit_has_no_trace_of_drafts_withdrawn_cases_and_revoked_names(slug: str) -> None:
    assert not [(name, secret) for name, content in dispatch.kit(sample(), slug) for secret in SECRETS if secret in str(content)]


@pytest.mark.parametrize("slug", ["da-rut", "nhap-chua-dang", "khong-co"])
def test_what_is_not_on_the_site_has_no_kit(slug: str) -> None:
    with pytest.raises(Refusal):
        list(dispatch.kit(sample(), slug))


def _events(site: Site) -> list[dict[str, str]]:
    """A second reading of the file that knows nothing of the library: folded lines, then names and values (RFC 5545)."""
    content = agenda.calendar(renderer(site), site, agenda.dues(site, site.views))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    found: list[dict[str, str]] = []
    for line in content.replace(b"\r\n ", b"").decode("utf-8").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1][name.partition(";")[0].lower()] = re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)
    return found


def dated(when: str) -> Site:
    view = sample().by_slug["mot-cua-so"]
    case = view.case.model_copy(update={"next_review": when})
    return Site(replace(sample().book, cases={"mot-cua-so": case}), "https://vidu.example/")


@pytest.mark.parametrize(
    ("when", "first", "last", "told"),
    [
        ("2027-06-15", date(2027, 6, 15), date(2027, 6, 15), ""),
        ("2027-06", date(2027, 6, 1), date(2027, 6, 30), "chỉ ghi tháng 06/2027"),
        ("2028", date(2028, 1, 1), date(2028, 12, 31), "chỉ ghi năm 2028"),
    ],
)
def test_a_review_stands_in_the_calendar_on_just_the_days_that_are_known(when: str, first: date, last: date, told: str) -> None:
    site = dated(when)
    content = made(dict(share.files(site))["lich-ra-soat.ics"])
    (event,) = Calendar.from_ical(cast(bytes, content)).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend") - timedelta(days=1)) == (first, last)
    assert event["uid"] == "mot-cua-so/review@vidu.example"
    assert event.decoded("dtstamp") == site.moment
    (again,) = _events(site)
    assert again["summary"] == str(event["summary"]) == "Rà soát tiếp theo: “Một cửa số” ở xã An Lạc <thí điểm>"
    assert again["description"] == str(event["description"])
    assert told in again["description"]
    assert "https://vidu.example/mo-hinh/mot-cua-so/" in again["description"]


def test_the_calendar_of_our_own_cases_has_the_days_to_come_only() -> None:
    assert [(due.view.slug, due.what, due.when) for due in agenda.dues(real(), real().views)] == [("mot-trieu-ha-lua-giam-phat-thai", "end", "2030")]
    assert "lich-ra-soat.ics" not in dict(share.files(sample()))


def test_a_case_with_a_day_to_come_leads_to_its_calendar() -> None:
    site = dated("2027-06")
    files = dict(share.of_case(site, site.by_slug["mot-cua-so"]))
    assert "lich.ics" in str(files["mo-hinh/mot-cua-so/chia-se/index.md"])
    assert "mo-hinh/mot-cua-so/lich.ics" in files


def listed(folder: Path) -> Iterator[str]:
    return (path.name for path in sorted(folder.iterdir()))


def test_the_commands_write_and_never_write_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_cases.main(["kit", "hue-s", "--to", str(tmp_path / "hue-s")]) == 0
    texts = ["facebook.txt", "loa.txt", "loi-thay-anh.txt", "tom-tat.txt", "zalo.txt"]
    others = ["anh-dung.png", "anh-vuong.png", "the-chia-se.png", "hue-s.pdf", "bo-nhan-rong"]
    assert list(listed(tmp_path / "hue-s")) == sorted([*texts, *others])
    assert (tmp_path / "hue-s/bo-nhan-rong/1-kiem-dieu-kien.docx").is_file()
    assert build_cases.main(["kit", "hue-s", "--to", str(tmp_path / "hue-s")]) == 1
    assert build_cases.main(["bulletin", "--since", "2026-11", "--to", str(tmp_path / "thu")]) == 0
    assert list(listed(tmp_path / "thu")) == ["ban-tin-2026-11-01.eml", "ban-tin-2026-11-01.html", "ban-tin-2026-11-01.txt"]
    capsys.readouterr()
    assert build_cases.main(["bulletin", "--since", "2030"]) == 0
    assert "Từ 01/01/2030 chưa có hồ sơ mới" in capsys.readouterr().out
    assert build_cases.main(["bulletin", "--since", "22/11/2030"]) == 0
    assert "Từ 22/11/2030 chưa có hồ sơ mới" in capsys.readouterr().out
    assert build_cases.main(["bulletin", "--since", "12/11/2030"]) == 1
    assert "--since: “12/11/2030” đọc được hai cách: viết 2030-11-12 nếu là ngày 12 tháng 11" in capsys.readouterr().err
    assert build_cases.main(["bulletin", "--since", "hôm qua"]) == 1
    assert "viết như 2024" in capsys.readouterr().err
