"""How the site is called and where it lives, as mkdocs.yml says."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from casebook.refusal import Refusal


@dataclass(frozen=True)
class Settings:
    """The name and the sentence below it, and the address with its last stroke."""

    site_name: str
    site_description: str
    site_url: str


def read(root: Path) -> Settings:
    """The settings of the project under `root`; no other value of its mkdocs.yml is looked at."""
    try:
        # As plain texts, whatever they look like; one that refers to itself again and again is none.
        told = yaml.load((root / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 (it makes texts, lists and dicts only)
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        line = getattr(getattr(fault, "problem_mark", None), "line", 0) + 1
        raise Refusal(f"mkdocs.yml:{line}: không đọc được; xem lại thụt lề, dấu nháy, bảng mã UTF-8") from None
    told = told if isinstance(told, dict) else {}
    said = [text if isinstance(text := told.get(name), str) else "" for name in ("site_name", "site_description", "site_url")]
    if not (all(said) and re.match(r"https?://[\w.-]+(:\d+)?(/|$)", said[2])):
        raise Refusal("mkdocs.yml: cần đủ site_name, site_description, và site_url viết đầy đủ như https://nhanrong.example/")
    return Settings(said[0], said[1], said[2].rstrip("/") + "/")
