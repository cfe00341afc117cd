"""What the site is made of and with, and where to report a weakness: bill of materials (CycloneDX), licences, security.txt."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from casebook.outputs.later import Content, Later
from casebook.site import NAME, Site

ROOT = Path(__file__).parent.parent.parent
FONTS = ROOT / "overrides/assets/fonts"
PINNED = re.compile(r"^([\w.-]+)==([^\s;]+)([^\\\n]*)((?: *\\\n +--hash=sha256:[0-9a-f]{64})+)", re.MULTILINE)
CLASSIFIER = "License :: OSI Approved :: "
SPDX: Mapping[str, str] = {
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
}
"""What older packages call a licence → its name in SPDX."""


def files(site: Site) -> Iterator[tuple[str, Content]]:
    asked = (ROOT / "requirements.txt").read_text("utf-8")
    packages = cache(lambda: list(_packages(asked)))
    font = (FONTS / "LICENSE.txt").read_text("utf-8")
    on = [site.updated, asked, font, _installed()]
    yield "du-lieu/sbom.cdx.json", Later(on, lambda: json.dumps(_bill(site, packages()), ensure_ascii=False, indent=1) + "\n")
    yield "du-lieu/giay-phep.txt", Later(on, lambda: _licences(packages(), font))
    yield ".well-known/security.txt", _contact(site)


def _installed() -> list[str]:
    """The names of what is installed beside Jinja, with their versions."""
    return sorted(os.listdir(str(distribution("jinja2").locate_file(""))))


def _packages(asked: str) -> Iterator[dict[str, Any]]:
    """Every package of `asked`, as CycloneDX has it; a licence where it is installed (some are for Windows alone)."""
    for name, version, _, hashes in PINNED.findall(asked):
        licence = licence_of(name, version)
        yield {
            "type": "library",
            "bom-ref": (address := f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"),
            "name": name,
            "version": version,
            # One of the files below was installed, which one depends on the system.
            "scope": "excluded",
            "properties": [{"name": "hash", "value": found} for found in sorted(re.findall("sha256:[0-9a-f]{64}", hashes))],
            "purl": address,
        } | ({"licenses": [{"expression": licence}]} if licence else {})


def licence_of(package: str, version: str) -> str:
    """The licence of an installed package as an SPDX expression; "" when this version is not installed."""
    try:
        told = metadata(package)
    except PackageNotFoundError:
        return ""
    if told["Version"] != version:
        return ""
    classified = [text.removeprefix(CLASSIFIER) for text in told.get_all("Classifier", []) if text.startswith(CLASSIFIER)]
    named = [text for text in told.get_all("License", []) if text and text != "UNKNOWN" and len(text) < 40]
    found = next(iter((*told.get_all("License-Expression", []), *named, *classified)), "")
    return SPDX.get(found, found)


def _bill(site: Site, packages: list[dict[str, Any]]) -> dict[str, Any]:
    fonts = {
        "type": "file",
        "bom-ref": "be-vietnam-pro",
        "name": "Be Vietnam Pro",
        "version": "1.002",
        "scope": "required",
        "licenses": [{"license": {"id": "OFL-1.1"}}],
    }
    signs = {
        "type": "file",
        "bom-ref": "dejavu-sans-mono",
        "name": "DejaVu Sans Mono",
        "version": "2.37",
        "scope": "required",
        "licenses": [{"license": {"id": "Bitstream-Vera"}}],
        "description": "Vài dấu và chữ nước ngoài trong các tệp PDF; đi cùng typst.",
    }
    components = [fonts, signs, *packages]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, site.address + json.dumps(components))}",
        "version": 1,
        "metadata": {
            "timestamp": f"{site.moment:%Y-%m-%dT%H:%M:%SZ}",
            "component": {"type": "application", "bom-ref": "site", "name": NAME, "licenses": [{"license": {"id": "MIT"}}]},
        },
        "components": components,
        "dependencies": [{"ref": "site", "dependsOn": [component["bom-ref"] for component in components]}],
    }


def _licences(packages: list[dict[str, Any]], font: str) -> str:
    told = [f"{item['name']} {item['version']}: {item['licenses'][0]['expression'] if 'licenses' in item else 'chỉ cài trên hệ khác'}" for item in packages]
    return "\n".join(
        (
            "GIẤY PHÉP",
            "",
            "Trang này gửi tới máy người đọc: lời văn và dữ liệu (CC BY 4.0), mã của kho (MIT), phông Be Vietnam Pro (OFL 1.1, toàn văn ở dưới).",
            "Trong các tệp PDF còn có phần chữ được dùng của DejaVu Sans Mono (giấy phép Bitstream Vera), cho vài dấu và chữ nước ngoài.",
            "Không tệp nào của các gói sau được gửi đi; chúng chỉ dùng để dựng trang:",
            "",
            *told,
            "",
            "----",
            "",
            font,
        )
    )


def _contact(site: Site) -> str:
    """RFC 9116. The page says whom to write to; the file expires a year after the newest change, or nobody keeps it."""
    lines = {
        "Contact": f"{site.address}chinh-sach/an-toan/",
        "Expires": f"{site.moment.replace(year=site.moment.year + 1, day=min(site.moment.day, 28)):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "vi, en",
        "Canonical": f"{site.address}.well-known/security.txt",
        "Policy": f"{site.address}chinh-sach/an-toan/",
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())
