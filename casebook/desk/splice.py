"""Changes a file so that it reads as other data: the lines of what changed, and no others."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from casebook.desk import canonical
from casebook.desk.alike import matched
from casebook.desk.canonical import Model, dashed, inner
from casebook.desk.nodes import HEADER, Comment, comments, is_block, last, style

Lines = list[str]


class Change(NamedTuple):
    """What a value was, what it becomes, and the record that it holds."""

    old: Any
    new: Any
    model: Model

    def of(self, name: str) -> "Change":
        return Change(self.old.get(name), self.new.get(name), inner(self.model, name))


def spliced(text: str, change: Change) -> str:
    """`text`, which reads as the old record, so that it reads as the new one; its lines end in "\n"."""
    lines = text.split("\n")
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return text + canonical.canonical(change.new)
    return "\n".join((*_mapping(lines, root, 0, change), *lines[last(lines, root) + 1 :]))


def _mapping(lines: Lines, node: yaml.MappingNode, start: int, change: Change) -> Lines:
    """The lines of a block mapping from row `start`, each name with the comments above it."""
    indent = node.start_mark.column
    # What stands at the top of a file is about the file, not about its first field.
    top = node.value[0][0].start_mark.line if indent == 0 else start
    chunks: list[tuple[str, Lines]] = [("", lines[start:top])]
    start = top
    for key, value in node.value:
        lead, end = lines[start : key.start_mark.line], max(last(lines, key), last(lines, value))
        start = _after(lines, end, indent)
        if key.value in change.old and key.value not in change.new:
            chunks.append((key.value, _others(lead, indent)))
        else:
            chunks.append((key.value, [*lead, *_pair(lines, key, value, change.of(key.value)), *lines[end + 1 : start]]))
    for name, value in canonical.arranged(change.new, change.model):
        known = [name for name, _ in chunks]
        if name not in known:
            chunks.insert(_place(name, known, change.model), (name, canonical.pair(name, value, indent, inner(change.model, name))))
    return [line for _, chunk in chunks for line in chunk]


def _after(lines: Lines, end: int, indent: int) -> int:
    """The row after a value and the comments below it that are indented as its parts are."""
    return next((row for row in range(end + 1, len(lines)) if not re.match(" " * indent + " +#", lines[row])), len(lines))


def _place(name: str, known: Sequence[str], model: Model) -> int:
    """Where a new name goes: after the nearest of those that the model puts before it."""
    names = tuple(model.model_fields) if model else ()
    before = names[: names.index(name)] if name in names else names
    return next((known.index(one) + 1 for one in reversed(before) if one in known), 1 if name in names else len(known))


def _others(lead: Lines, indent: int) -> Lines:
    """The lines above a name or a dash that do not speak of it: all but the comments that touch it."""
    own = 0
    while own < len(lead) and lead[-1 - own].startswith(" " * indent + "#"):
        own += 1
    return lead[: len(lead) - own]


def _pair(lines: Lines, key: yaml.Node, value: yaml.Node, change: Change) -> Lines:
    row = key.start_mark.line
    if change.old == change.new:
        return lines[row : max(last(lines, key), last(lines, value)) + 1]
    if is_block(value):
        if isinstance(value, yaml.MappingNode) and isinstance(change.new, Mapping):
            return [lines[row], *_mapping(lines, value, row + 1, change)]
        if isinstance(value, yaml.SequenceNode) and isinstance(change.new, list):
            return [lines[row], *_sequence(lines, value, row + 1, change)]
    indent = key.start_mark.column
    made = canonical.pair(key.value, change.new, indent, change.model, style(value))
    return _replaced(lines, (row, lines[row].find(":", key.end_mark.column) + 1), value, [made[0][indent + len(key.value) + 1 :], *made[1:]])


def _replaced(lines: Lines, head: tuple[int, int], value: yaml.Node, made: Lines) -> Lines:
    """`made` in place of a value whose name or dash ends at `head` (row, column); comments beside the old value stay."""
    row, column = head
    first, end = value.start_mark.line, last(lines, value)
    tails = [lines[row][column:]] if first > row else []
    if header := HEADER.match(lines[first], value.start_mark.column) if style(value) else None:
        tails.append(lines[first][header.end() :])
        # How many empty lines end a block (|, |-, |+) is no part of what is read: it stays as typed.
        made = [f" {header[0]}", *made[1:]] if re.fullmatch(rf" \{header[0][0]}-?", made[0]) and not re.search(r"\d", header[0]) else made
    elif not is_block(value):
        tails.append(lines[end][value.end_mark.column :])
    inside = _bracketed(lines, value) if isinstance(value, yaml.CollectionNode) and not is_block(value) else ()
    indent = lines[row][: len(lines[row]) - len(lines[row].lstrip())]
    tail = "".join(tail.rstrip() for tail in tails if tail.strip())
    return [*(indent + comment.text for comment in inside), lines[row][:column] + made[0] + tail, *made[1:]]


def _bracketed(lines: Lines, value: yaml.Node) -> Iterator[Comment]:
    """The comments between brackets; none could stand there on one line."""
    end = (value.end_mark.line, value.end_mark.column)
    return (comment for comment in comments(lines, value) if (value.start_mark.line, 0) < (comment.row, comment.column) < end)


def _sequence(lines: Lines, node: yaml.SequenceNode, start: int, change: Change) -> Lines:
    """The lines of a block list from row `start`; an item brings the comments above it wherever it goes."""
    column = node.start_mark.column
    wanted = matched(change.old, change.new)
    chunks: list[Lines] = []
    for index, value in enumerate(node.value):
        first = value.start_mark.line
        dash = next((row for row in range(start, first) if lines[row].startswith(" " * column + "-")), first)
        end = max(dash, last(lines, value))
        lead, start = lines[start:dash], _after(lines, end, column)
        if index in wanted:
            becomes = Change(change.old[index], change.new[wanted.index(index)], change.model)
            chunks.append([*lead, *_item(lines, dash, value, becomes), *lines[end + 1 : start]])
        else:
            chunks.append(_others(lead, column))
    gone = deque(index for index in range(len(chunks)) if index not in wanted)
    out: Lines = []
    for new, place in zip(change.new, wanted, strict=True):
        while gone and place is not None and gone[0] < place:
            out += chunks[gone.popleft()]
        out += canonical.item(new, column, change.model) if place is None else chunks[place]
    return [*out, *(line for index in gone for line in chunks[index])]


def _item(lines: Lines, row: int, value: yaml.Node, change: Change) -> Lines:
    if change.old == change.new:
        return lines[row : max(row, last(lines, value)) + 1]
    column = lines[row].find("-")
    if isinstance(value, yaml.MappingNode) and is_block(value) and isinstance(change.new, Mapping):
        if value.start_mark.line > row:
            return [lines[row], *_mapping(lines, value, row + 1, change)]
        # Without its dash an item reads as any record; the dash comes back before what is then first.
        bare = [*lines[:row], lines[row][:column] + " " + lines[row][column + 1 :], *lines[row + 1 :]]
        return dashed(_mapping(bare, value, row, change), column)
    made = canonical.item(change.new, column, change.model, style(value))
    return _replaced(lines, (row, column + 1), value, [made[0][column + 1 :], *made[1:]])
