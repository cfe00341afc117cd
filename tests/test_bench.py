"""What the clock holds us against is written for the pages that we have now."""

from pathlib import Path

from bench.peers import hugo_site, mkdocs_site
from casebook.load import load
from casebook.site import Site
from tests.conftest import ROOT


def test_the_same_cases_and_lists_are_written_for_hugo_and_for_stock_mkdocs(tmp_path: Path) -> None:
    site = Site(load(ROOT)[0], "https://nhanrong.example/")
    hugo_site.write(site, ROOT / "docs", ROOT / "overrides/assets", tmp_path / "hugo")
    mkdocs_site.write(site, tmp_path / "mkdocs")
    for content in (tmp_path / "hugo/content", tmp_path / "mkdocs/docs"):
        assert {folder.name for folder in content.iterdir() if folder.is_dir()} >= {"mo-hinh", "noi", "nhan-rong", "khen-thuong", "van-ban", "cap-nhat"}
        assert {path.name.removesuffix(".md") for path in (content / "mo-hinh").iterdir()} >= {*site.by_slug}
