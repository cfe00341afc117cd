"""An import in words before it happens, and its writing after somebody has agreed."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from casebook.desk import states
from casebook.desk.differences import differences
from casebook.desk.plan import STATE, Candidate, Plan
from casebook.desk.save import save
from casebook.desk.text import canonical, edited
from casebook.problem import Problem
from casebook.refusal import Refusal
from casebook.tick import Tick
from casebook.vocabulary import Vocabularies


def announced(plan: Plan, vocabularies: Vocabularies) -> Iterator[str]:
    """What an officer reads before agreeing: every case that would be new or change, and what of it."""
    new = [one for one in plan.ready if one.old is None]
    changed = [one for one in plan.ready if one.old is not None and one.data != one.old]
    same = len(plan.ready) - len(new) - len(changed)
    if new:
        yield f"Sẽ tạo {len(new)} hồ sơ, tình trạng nháp:"
        yield from (f"  {one.slug}: {one.data.get('title', '')}" for one in new)
    if changed:
        yield f"Sẽ sửa {len(changed)} hồ sơ đã có:"
        for one in changed:
            yield f"  {one.slug}:"
            yield from (f"    {line}" for line in differences(one.old or {}, one.data, vocabularies))
    if same:
        yield f"Không đổi: {same} hồ sơ."
    yield from (f"Lưu ý: {note}" for note in (*plan.notes, *_notes(plan)))


def _notes(plan: Plan) -> Iterator[str]:
    if kept := [one.slug for one in plan.ready if any(one.case.data.get(name) and one.data.get(name) != one.case.data[name] for name in STATE)]:
        yield f"{_named(kept)}: tình trạng, duyệt, ngày đăng ghi trong tệp không được nhập; các bước đó làm ở bàn biên tập."
    if silent := [one.slug for one in plan.ready if one.old and states.unlogged(one.old, one.data, date.today())]:
        yield f"{_named(silent)}: hồ sơ đã duyệt mà “Nhật ký thay đổi” chưa có dòng mới; thêm một dòng nói đã đổi gì."


def _named(slugs: Sequence[str]) -> str:
    return ", ".join(slugs[:5]) + (f" và {len(slugs) - 5} hồ sơ khác" if len(slugs) > 5 else "")


def to_write(plan: Plan) -> tuple[Candidate, ...]:
    """The candidates that differ from what their files say."""
    return tuple(one for one in plan.ready if one.data != one.old)


def carried_out(plan: Plan, folder: Path, tick: Tick) -> Iterator[Problem]:
    """Write every case that is new or changed into `folder`; yield the files that somebody else has touched meanwhile."""
    wanted = to_write(plan)
    for number, one in enumerate(wanted, 1):
        tick(number, len(wanted))
        text = canonical(one.data) if one.old is None else edited(one.text, one.data)
        try:
            save(folder / f"{one.slug}.yaml", text, one.sha)
        except Refusal as reason:
            yield Problem(f"cases/{one.slug}.yaml", 1, str(reason))
