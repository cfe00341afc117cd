"""Where the values and the comments of a YAML text stand, by line."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

HEADER = re.compile(r"[|>][-+0-9]*")
"""The sign before a block of text; a comment may stand after it."""


class Comment(NamedTuple):
    """A comment from # to the end of its line; `whole` when nothing else stands there. Rows are 0-based."""

    row: int
    column: int
    whole: bool
    text: str


def is_block(node: yaml.Node) -> bool:
    """Whether a value is a list or a record written line by line, not in brackets."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def style(node: yaml.Node) -> str | None:
    """The sign of a text's style (| > ' "), if it has one."""
    return node.style if isinstance(node, yaml.ScalarNode) else None


def last(lines: Sequence[str], node: yaml.Node) -> int:
    """The row (0-based) of the last line of a value, without the empty lines and comments after it."""
    if isinstance(node, yaml.CollectionNode) and is_block(node):
        return max(last(lines, part) for part in _ends(node))
    row = min(node.end_mark.line, len(lines) - 1)
    if style(node) not in ("|", ">"):
        return row
    start = node.start_mark.line
    indent = next((_indent(line) for line in lines[start + 1 :] if line.strip()), 0)
    # The parser ends a block of text where the next thing begins: comments between are not its own.
    return next((row for row in range(row, start, -1) if lines[row].strip() and node.value and _indent(lines[row]) >= indent), start)


def _ends(node: yaml.CollectionNode) -> Sequence[yaml.Node]:
    ends: Sequence[yaml.Node] = node.value[-1] if isinstance(node, yaml.MappingNode) else node.value[-1:]
    return ends


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def comments(lines: Sequence[str], node: yaml.Node) -> Iterator[Comment]:
    """What begins with # in `lines` where none of the texts of `node` stands."""
    bare = list(lines)
    for scalar in _scalars(node):
        _blank(bare, scalar, last(lines, scalar))
    for row, line in enumerate(bare):
        if found := re.search(r"(?:^|\s)(#.*)", line):
            column = found.start(1)
            yield Comment(row, column, not line[:column].strip(), found[1].rstrip())


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    else:
        for part in node.value:
            yield from (one for inner in (part if isinstance(part, tuple) else (part,)) for one in _scalars(inner))


def _blank(bare: list[str], scalar: yaml.ScalarNode, end: int) -> None:
    start = scalar.start_mark
    if scalar.style in ("|", ">"):
        bare[start.line + 1 : end + 1] = [""] * (end - start.line)
        return
    for row in range(start.line, end + 1):
        left = start.column if row == start.line else 0
        right = scalar.end_mark.column if row == end else len(bare[row])
        bare[row] = bare[row][:left] + "x" * (right - left) + bare[row][right:]
