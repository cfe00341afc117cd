"""The built site: strict means strict, both builders agree, every link leads somewhere, nothing comes from elsewhere."""

import filecmp
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.conftest import PROJECT, ROOT, mkdocs

ORIGIN = "https://nhanrong.example"


class Page(HTMLParser):
    """What the tests look at in one page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: Counter[str] = Counter()
        self.links: list[tuple[str, str]] = []
        self.inline: list[str] = []
        self.title = ""
        self.meta: dict[str, str] = {}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        self.ids.update([values["id"]] if "id" in values else [])
        self.links += [(tag, values[name]) for name in ("href", "src", "action") if name in values]
        self.inline += [f"{tag} {name}" for name in values if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in values and values.get("type") != "application/ld+json"):
            self.inline.append(tag)
        if tag == "meta" and "name" in values:
            self.meta[values["name"]] = values.get("content", "")
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


@cache
def pages(site: Path) -> Mapping[str, Page]:
    """Address under the site (“mo-hinh/hue-s/”) → page."""
    return {path.relative_to(site).as_posix().removesuffix("index.html"): Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    found = pages(site)
    broken = []
    for address, page in found.items():
        base = f"{ORIGIN}/{address if address != '404.html' else ''}"
        for _, link in page.links:
            target = urlsplit(urljoin(base, link))
            if f"{target.scheme}://{target.netloc}" != ORIGIN:
                continue
            path = unquote(target.path).lstrip("/")
            if path not in found and not (site / path).is_file():
                broken.append(f"{address} → {link}")
            elif target.fragment and path in found and unquote(target.fragment) not in found[path].ids:
                broken.append(f"{address} → {link} (không có mục này)")
    assert broken == []


def test_every_page_can_be_reached_by_links_from_home(site: Path) -> None:
    found = pages(site)
    reached, waiting = {""}, [""]
    while waiting:
        address = waiting.pop()
        for tag, link in found[address].links:
            path = unquote(urlsplit(urljoin(f"{ORIGIN}/{address}", link)).path).lstrip("/")
            if tag == "a" and path in found and path not in reached:
                reached.add(path)
                waiting.append(path)
    assert sorted(found.keys() - reached) == ["404.html"]


def test_titles_are_unique_and_every_page_is_described(site: Path) -> None:
    found = pages(site)
    assert [title for title, count in Counter(page.title for page in found.values()).items() if count > 1] == []
    assert [address for address, page in found.items() if not page.meta.get("description")] == []


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    assert [(address, name) for address, page in pages(site).items() for name, count in page.ids.items() if count > 1] == []


FORM = "bieu-mau/mau-ho-so.html"
"""Downloaded and opened from a folder: everything is in the one file, and its own policy names by hash what may run."""


def test_no_page_has_inline_script_style_or_handler(site: Path) -> None:
    assert [(address, page.inline) for address, page in pages(site).items() if page.inline and address != FORM] == []
    assert pages(site)[FORM].inline == ["style", "script", "script"]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', (site / FORM).read_text("utf-8"))
    assert policy
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-[\w+/=]+' 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'",
        policy[1].replace("&#39;", "'"),
    )


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    loading = {"script", "img", "link", "iframe", "source", "video", "audio", "embed", "object"}
    foreign = [
        (address, tag, link)
        for address, page in pages(site).items()
        for tag, link in page.links
        if tag in loading and urlsplit(link).netloc not in ("", "nhanrong.example")
    ]
    assert foreign == []
    css = (site / "assets/site.css").read_text("utf-8")
    assert not re.search(r"url\(\s*[\"']?(https?:)?//", css)


def test_only_our_own_assets_are_published(site: Path) -> None:
    ours = {path.relative_to(ROOT / "overrides").as_posix() for path in (ROOT / "overrides/assets").rglob("*") if path.is_file()}
    assert {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file()} == ours


def test_case_pages_are_not_in_the_navigation() -> None:
    assert "mo-hinh/" not in (ROOT / "mkdocs.yml").read_text("utf-8").split("nav:")[1].split("exclude_docs")[0]


def test_properdocs_builds_the_same_bytes(site: Path, tmp_path: Path) -> None:
    done = mkdocs("build", "--strict", "-f", "mkdocs.yml", "-d", str(tmp_path), tool="properdocs")
    assert done.returncode == 0, done.stdout + done.stderr
    theirs = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert theirs == sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    # The gzip header of sitemap.xml.gz holds the time of the build.
    _, different, errors = filecmp.cmpfiles(site, tmp_path, [str(path) for path in theirs if path.suffix != ".gz"], shallow=False)
    assert (different, errors) == ([], [])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may break."""
    for name in PROJECT:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    return tmp_path


def test_a_broken_link_in_a_page_written_by_hand_fails_the_build(project: Path) -> None:
    page = project / "docs/bat-dau-tu-dau/index.md"
    page.write_text(page.read_text("utf-8") + "\n[không có](../khong-co/index.md)\n", "utf-8")
    done = mkdocs("build", "--strict", root=project)
    assert done.returncode != 0
    assert "khong-co" in done.stdout + done.stderr


def test_a_faulty_case_fails_the_build_and_publishes_nothing(project: Path) -> None:
    case = project / "cases/hue-s.yaml"
    case.write_text(case.read_text("utf-8").replace("kind:", "kidn:", 1), "utf-8")
    done = mkdocs("build", "--strict", root=project)
    assert done.returncode == 1
    assert "cases/hue-s.yaml:" in done.stderr
    assert "có phải “kind”?" in done.stderr
    assert not (project / "site").exists()


def test_a_faulty_vocabulary_is_named_with_its_line(project: Path) -> None:
    vocabulary = project / "vocab/level.yaml"
    vocabulary.write_text(vocabulary.read_text("utf-8").replace("label:", "lable:", 1), "utf-8")
    done = mkdocs("build", root=project)
    assert done.returncode == 1
    assert "vocab/level.yaml:" in done.stderr
    assert "Traceback" not in done.stderr
