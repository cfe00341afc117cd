"""What pages say to other machines: their card exists, and every JSON-LD block is whole."""

import json
import re
from pathlib import Path
from typing import Any

ORIGIN = "https://nhanrong.example/"
NEEDED = {
    "BreadcrumbList": {"itemListElement"},
    "Article": {"headline", "description", "datePublished", "dateModified", "inLanguage", "publisher", "citation", "license", "url", "image"},
    "Dataset": {"name", "description", "license", "distribution", "dateModified", "url", "publisher"},
}


def pages(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix().removesuffix("index.html"): path.read_text("utf-8") for path in site.rglob("*.html")}


def blocks(page: str) -> list[dict[str, Any]]:
    """Read as a browser does: a block ends at the first “</script”, and “<!--” in it would open a comment."""
    texts = re.findall(r'<script type="application/ld\+json">(.*?)</script', page, re.DOTALL)
    assert not [text for text in texts if "<" in text]
    return [json.loads(text) for text in texts]


def test_every_block_has_what_its_type_needs_and_no_angle_bracket(site: Path) -> None:
    for address, page in pages(site).items():
        for block in blocks(page):
            assert block["@context"] == "https://schema.org", address
            missing = [name for name in NEEDED[block["@type"]] if not block.get(name)]
            assert missing == [], address


def test_cases_are_articles_and_the_data_is_a_dataset(site: Path) -> None:
    kinds = {address: {block["@type"] for block in blocks(page)} for address, page in pages(site).items()}
    cases = {path.stem for path in (Path(__file__).parent.parent / "cases").glob("*.yaml")}
    assert {address.split("/")[1] for address, found in kinds.items() if "Article" in found} == cases
    assert [address for address, found in kinds.items() if "Dataset" in found] == ["du-lieu/"]
    dataset = next(block for block in blocks(pages(site)["du-lieu/"]) if block["@type"] == "Dataset")
    for file in dataset["distribution"]:
        assert (site / file["contentUrl"].removeprefix(ORIGIN)).is_file()


def test_every_page_has_a_card_that_exists(site: Path) -> None:
    for address, page in pages(site).items():
        found = re.findall(r'<meta property="og:image" content="([^"]+)">', page)
        # Nobody shares an address that leads nowhere, or a file that is downloaded.
        assert len(found) == (0 if address in ("404.html", "bieu-mau/mau-ho-so.html") or address.startswith("nhung/") else 1), address
        assert all(image.startswith(ORIGIN) and (site / image.removeprefix(ORIGIN)).is_file() for image in found), address


def test_a_case_has_its_own_card(site: Path) -> None:
    assert f'content="{ORIGIN}the-chia-se/mo-hinh/hue-s.png"' in pages(site)["mo-hinh/hue-s/"]


def test_icons_and_manifest_are_linked_and_there(site: Path) -> None:
    page = pages(site)["mo-hinh/hue-s/"]
    for name in ("favicon.ico", "bieu-tuong/180.png", "manifest.webmanifest", "assets/favicon.svg"):
        assert f'href="../../{name}"' in page
        assert (site / name).is_file()
