"""The bill of materials, the licences and security.txt are published, complete, and say what is true."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from casebook.outputs.supply import licence_of
from tests.conftest import ROOT
from tests.golden import made

PINNED = re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)


def test_every_pinned_package_is_in_the_bill_with_version_hashes_and_licence() -> None:
    bill = json.loads(made()["du-lieu/sbom.cdx.json"])
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    packages = [item for item in bill["components"] if item["type"] == "library"]
    assert [(item["name"], item["version"]) for item in packages] == PINNED
    for item in packages:
        assert item["purl"] == item["bom-ref"] == f"pkg:pypi/{item['name'].lower().replace('_', '-')}@{item['version']}"
        assert item["properties"]
        assert "licenses" in item or not licence_of(item["name"], item["version"])
    assert len([item for item in packages if "licenses" in item]) > 30
    references = [item["bom-ref"] for item in bill["components"]]
    assert len(references) == len(set(references))
    assert bill["dependencies"] == [{"ref": "site", "dependsOn": references}]
    assert bill["metadata"]["timestamp"] == "2026-11-22T00:00:00Z"


def test_the_bill_is_what_the_official_schema_asks() -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(str(made()["du-lieu/sbom.cdx.json"])) is None


def test_what_is_sent_to_readers_brings_its_licence() -> None:
    text = str(made()["du-lieu/giay-phep.txt"])
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    for name, version in PINNED:
        assert f"{name} {version}: " in text


def test_security_txt_is_what_the_rfc_asks_and_stays_good_for_a_year_after_the_newest_change() -> None:
    lines = dict(line.split(": ", 1) for line in str(made()[".well-known/security.txt"]).splitlines())
    assert lines["Contact"].startswith("https://")
    assert lines["Canonical"] == "https://vidu.example/.well-known/security.txt"
    expires = datetime.fromisoformat(lines["Expires"])
    assert timedelta(360) < expires - datetime(2026, 11, 22, tzinfo=UTC) < timedelta(366)


def test_the_site_has_them(site: Path) -> None:
    for name in (".well-known/security.txt", "du-lieu/sbom.cdx.json", "du-lieu/giay-phep.txt", "chinh-sach/an-toan/index.html"):
        assert (site / name).is_file(), name
    assert f"/{'chinh-sach/an-toan/'}" in (site / ".well-known/security.txt").read_text("utf-8")
