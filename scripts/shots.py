"""Pictures of every kind of page: python scripts/shots.py [FOLDER] [--pages home case …] [--widths 360 1440]

Reads the built site/, writes NAME-WIDTH-SCHEME.png into FOLDER (default: shots/).
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.browser.server import serving

ROOT = Path(__file__).parent.parent
PAGES = {
    "home": "",
    "case": "mo-hinh/ly-lich-tu-phap-vneid/",
    "case-old": "mo-hinh/khoan-ho-vinh-phuc/",
    "list": "mo-hinh/",
    "group": "linh-vuc/nong-nghiep-mt/",
    "groups": "giai-doan/",
    "places": "noi/",
    "province": "noi/quang-ninh/",
    "former": "noi/bac-giang/",
    "commendations": "khen-thuong/",
    "adoptions": "nhan-rong/",
    "documents": "van-ban/",
    "changes": "cap-nhat/",
    "compare": "so-sanh/?m=hue-s&m=ngay-khong-hen",
    "fit": "phu-hop/",
    "brief": "mo-hinh/hue-s/tom-tat/",
    "kit": "mo-hinh/hue-s/bo-nhan-rong/",
    "search": "tim-kiem/?q=thu+tuc",
    "policy": "chinh-sach/",
    "prose": "chinh-sach/ve-du-lieu/",
    "guide": "dong-gop/",
    "data": "du-lieu/",
    "404": "khong/co/",
}
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]

parser = argparse.ArgumentParser()
parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "shots")
parser.add_argument("--pages", nargs="+", default=list(PAGES))
parser.add_argument("--widths", nargs="+", type=int, default=[360, 768, 1440])
parser.add_argument("--schemes", nargs="+", default=["light", "dark"])
options = parser.parse_args()
options.folder.mkdir(parents=True, exist_ok=True)
with serving(ROOT / "site") as origin, sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
    for width in options.widths:
        for scheme in options.schemes:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            for name in options.pages:
                page.goto(f"{origin}/{PAGES[name]}")
                page.wait_for_load_state("networkidle")
                page.screenshot(path=options.folder / f"{name}-{width}-{scheme}.png", full_page=True)
            context.close()
