"""From the disk into the form and back: nothing is written over what somebody else wrote meanwhile."""

import os
from collections.abc import Mapping
from typing import Any

from casebook.desk import files
from casebook.desk.desk import Desk
from casebook.desk.text import canonical, edited
from casebook.problem import Problem
from casebook.source import read


class Conflict(Exception):
    """The file is not the one that the form began from."""


def opened(desk: Desk, slug: str) -> dict[str, Any]:
    """{slug, data, sha, refused, draft}: the file as it is now and the draft beside it; `refused` says why a file cannot be read."""
    file = desk.root / "cases" / f"{slug}.yaml"
    sha = files.sha(file)
    source = read(file, desk.root) if sha else None
    draft = desk.drafts.read(slug)
    return {
        "slug": slug,
        "sha": sha,
        "data": {} if source is None or isinstance(source, Problem) else source.data,
        "refused": str(source) if isinstance(source, Problem) else "",
        "draft": vars(draft) if draft else None,
    }


def save(desk: Desk, slug: str, data: Mapping[str, Any], sha: str) -> str:
    """Write the case and forget its draft; the file's new `sha`. Raises Conflict when the file is not the one of `sha`."""
    file = desk.root / "cases" / f"{slug}.yaml"
    if files.sha(file) != sha:
        what = "đã có một hồ sơ cùng tên" if not sha else "tệp vừa được sửa ở nơi khác" if file.exists() else "tệp vừa bị xoá"
        raise Conflict(f"Chưa ghi gì: {what}. Bản của bạn vẫn còn trong bản nháp.")
    text = edited(file.read_bytes().decode("utf-8"), data) if sha else canonical(data)
    beside = file.with_name(f".{slug}.tmp")
    beside.write_bytes(text.encode("utf-8"))
    os.replace(beside, file)
    desk.drafts.drop(slug)
    desk.refresh()
    return files.sha(file)
