"""What outputs draw, drawn now."""

from collections.abc import Iterable

from casebook.outputs.later import Content, made


def drawn_now(files: Iterable[tuple[str, Content]]) -> dict[str, bytes]:
    """(path, content) of pictures and papers, as path → bytes; none of it is text."""
    now = {path: made(content) for path, content in files}
    assert not [path for path, content in now.items() if isinstance(content, str)]
    return {path: content for path, content in now.items() if isinstance(content, bytes)}
