"""The vocabulary of schema.org, as the package schema-dts (tests/tools) writes it down for TypeScript."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

DECLARED = Path(__file__).parent / "tools/node_modules/schema-dts/dist/schema.d.ts"
INTERFACE = re.compile(r"^(?:export )?interface (\w+)(?: extends ([\w, <>]+))? \{(.*?)^\}", re.MULTILINE | re.DOTALL)
PROPERTY = re.compile(r'"([\w@]+)"\??: (?:SchemaValue<([^,]+), "\w+">|"(\w+)")')
DATA = {"Text", "URL", "Date", "DateTime", "Number", "Integer", "Boolean", "CssSelectorType", "PronounceableText", "XPathType"}


@cache
def _interfaces() -> Mapping[str, tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]]:
    """Interface → (those it extends, property → the types of its values)."""
    assert DECLARED.exists(), "Thiếu schema-dts; chạy: npm ci --prefix tests/tools --ignore-scripts"
    found = INTERFACE.findall(DECLARED.read_text("utf-8"))
    return {
        name: (tuple(filter(None, above.split(", "))), {key: tuple(told.split(" | ")) for key, told, _ in PROPERTY.findall(body)})
        for name, above, body in found
    }


@cache
def properties(kind: str) -> Mapping[str, tuple[str, ...]] | None:
    """What a thing of this type may have, its own and inherited; None when there is no such type."""
    if f"{kind}Leaf" not in _interfaces():
        return None
    found: dict[str, tuple[str, ...]] = {}
    waiting = [f"{kind}Leaf"]
    while waiting:
        above, own = _interfaces().get(waiting.pop(), ((), {}))
        found |= own
        waiting.extend(above)
    return found


@cache
def kinds(kind: str) -> frozenset[str]:
    """A type and all it is a kind of."""
    found, waiting = {kind}, [f"{kind}Leaf", f"{kind}Base"]
    while waiting:
        above, _ = _interfaces().get(waiting.pop(), ((), {}))
        found |= {name.removesuffix("Base") for name in above}
        waiting.extend(above)
    return frozenset(found)


def faults(thing: Mapping[str, Any]) -> Iterator[str]:
    """What in a JSON-LD object is not in the vocabulary, or not where it belongs."""
    kind = thing.get("@type", "")
    known = properties(kind)
    if known is None:
        yield f"{kind}: no such type"
        return
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        if name not in known:
            yield f"{kind}.{name}: no such property"
            continue
        for item in value if isinstance(value, list) else [value]:
            yield from (f"{kind}.{name}: {fault}" for fault in _misfits(item, frozenset(known[name])))


def _misfits(value: object, allowed: frozenset[str]) -> Iterator[str]:
    if isinstance(value, dict):
        yield from faults(value)
        if not kinds(value.get("@type", "")) & allowed:
            yield f"a {value.get('@type')} where {sorted(allowed)} belong"
    elif isinstance(value, int):
        if not allowed & {"Number", "Integer"}:
            yield f"a number where {sorted(allowed)} belong"
    elif not allowed & DATA and not (str(value).startswith("https://") and "IdReference" in allowed):
        yield f"a text where {sorted(allowed)} belong"
