"""The case files as they lie on the disk: which there are, which changed, and how one is written whole."""

import codecs
import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

import yaml

PLAIN = re.compile(rb"[\w\x80-\xff][^#:]*[^#:\s]")
"""What YAML reads as it stands: for most files no parser is needed."""

WHOLE = re.compile(rb"[^\n]*(?:\n(?:[ \t][^\n]*)?(?=\n))*")
"""A value with the lines that belong to it: those that are indented, and empty ones between."""

Stamp = tuple[int, int]
"""Time of change (ns) and size: another stamp, another content."""


def stamps(folder: Path) -> Mapping[str, Stamp]:
    """Slug → stamp of each case file."""
    with os.scandir(folder) as entries:
        files = [entry for entry in entries if entry.name.endswith(".yaml") and not entry.name.startswith(".") and entry.is_file(follow_symlinks=False)]
        return {entry.name.removesuffix(".yaml"): ((info := entry.stat()).st_mtime_ns, info.st_size) for entry in sorted(files, key=lambda one: one.name)}


def sha(file: Path) -> str:
    """What the file holds, as a name; "" when there is none."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def glance(file: Path) -> tuple[str, str, str]:
    """(title, status, day of going public) as the file writes them at first sight, for a list that waits for no thousand files; "" when it is not so simple."""
    # A line break before the first line too: then every key that begins a line is found the same way.
    text = b"\n" + file.read_bytes().removeprefix(codecs.BOM_UTF8)
    return _scalar(text, b"title"), _scalar(text, b"status"), _scalar(text, b"publish_from")


def _scalar(text: bytes, key: bytes) -> str:
    _, found, rest = (text + b"\n").partition(b"\n" + key + b":")
    told = WHOLE.match(rest)
    written = told[0].strip() if told else b""
    if PLAIN.fullmatch(written) and b"\n" not in written:
        return written.decode("utf-8", "replace")
    try:
        value = yaml.load(written, Loader=yaml.CBaseLoader) if found else ""  # noqa: S506 - strings only, as in casebook.source
    except yaml.YAMLError:
        return ""
    return value.strip() if isinstance(value, str) else ""
