"""Subsets Be Vietnam Pro into overrides/assets/fonts: python scripts/make_fonts.py

Needs, once, in any environment: pip install fontpkg-be-vietnam-pro fonttools brotli
"""

import subprocess
import sys
from pathlib import Path

import fontpkg_be_vietnam_pro

FROM = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
TO = Path(__file__).parent.parent / "overrides" / "assets" / "fonts"
VIETNAMESE = (
    "U+0020-007E,U+00A0-00FF,U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0303,U+0309,"
    "U+0323,U+1EA0-1EF9,U+2010-2015,U+2018-201D,U+2020-2022,U+2026,U+2032-2033,U+20AB,U+2190-2193,U+2212,U+2248,U+2264-2265,U+2082"
)

for weight in ("Light", "Regular", "SemiBold"):
    command = [
        *(sys.executable, "-m", "fontTools.subset", str(FROM / f"BeVietnamPro-{weight}.ttf"), f"--unicodes={VIETNAMESE}"),
        *("--layout-features=kern,liga,ccmp,mark,mkmk,locl,tnum,lnum,calt", "--flavor=woff2"),
        f"--output-file={TO / f'be-vietnam-pro-{weight.lower()}.woff2'}",
    ]
    subprocess.run(command, check=True)
