"""The benchmark's table, and its figures for bench/results.json."""

from collections.abc import Iterator, Sequence

from bench.build import CLEAN, EDIT, HUGO, MKDOCS, OURS, SAME, Outcome

MB = 1e6


def lines(outcome: Outcome) -> Iterator[str]:
    """What readers of the terminal see of one number of cases."""
    yield f"\n{outcome.cases} hồ sơ"
    yield _row("", "giây", "CPU", "lớn nhất, MB", "cả cây, MB", "so với Hugo", "so với MkDocs")
    for (name, what), cost in outcome.costs.items():
        against = [f"{outcome.ratio(peer, what):.2f}" if name == OURS and (peer, CLEAN) in outcome.costs else "" for peer in (HUGO, MKDOCS)]
        yield _row(f"{name}, {what}", f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.largest / MB:.0f}", f"{cost.tree / MB:.0f}", *against)
    yield _row("của ta, xem thử: thấy trang vừa sửa", f"{outcome.live.page:.2f}")
    yield _row("của ta, xem thử: mọi trang đã đổi", f"{outcome.live.whole:.2f}")
    if HUGO in outcome.sizes:
        yield from _sizes(outcome)


def _sizes(outcome: Outcome) -> Iterator[str]:
    mine, other = outcome.sizes[OURS], outcome.sizes[HUGO]
    yield _row("byte của trang đã dựng (không kể ảnh, tệp in)", "tệp, ta", "tệp, Hugo", "MB, ta", "MB, Hugo", "Hugo/ta", "")
    for name in sorted(mine.keys() & other.keys()):
        ratio = f"{other[name].size / mine[name].size:.2f}"
        yield _row(name or "tất cả", *map(str, (mine[name].files, other[name].files)), f"{mine[name].size / MB:.2f}", f"{other[name].size / MB:.2f}", ratio, "")


def _row(label: str, *cells: str) -> str:
    return f"  {label:<48}" + "".join(f"{cell:>15}" for cell in cells)


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The figures by name; those of a number of cases that was not built are left out."""
    found: dict[str, float] = {}
    for outcome in outcomes:
        count = outcome.cases
        found |= {f"{name}_{count}_s": outcome.costs[OURS, what].wall for name, what in (("clean", CLEAN), ("edit", EDIT), ("nochange", SAME))}
        found |= {f"live_{count}_s": outcome.live.page, f"live_{count}_whole_s": outcome.live.whole}
        for peer, short in ((HUGO, "hugo"), (MKDOCS, "mkdocs")):
            if (peer, CLEAN) in outcome.costs:
                found |= {f"{name}_{count}_vs_{short}": outcome.ratio(peer, what) for name, what in (("clean", CLEAN), ("edit", EDIT))}
                found[f"clean_{count}_cpu_vs_{short}"] = outcome.ratio(peer, CLEAN, "cpu")
                found[f"size_{count}_{short}_vs_ours"] = outcome.sizes[peer][""].size / outcome.sizes[OURS][""].size
    return found | _growth(outcomes)


def _growth(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Memory of one more case in KB, and how the time of one case grows, from 1,000 cases on."""
    by_count = {outcome.cases: outcome.costs[OURS, CLEAN] for outcome in outcomes}
    first, last = by_count.get(1000), max(by_count)
    if not first or last <= 1000:
        return {}
    more = by_count[last]
    growth = (more.wall / last) / (first.wall / 1000)
    return {"kb_per_case": (more.tree - first.tree) / (last - 1000) / 1000, f"growth_{last}_vs_1000": growth}
