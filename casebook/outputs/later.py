"""A file that is made when it is needed."""

import hashlib
import marshal
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeAlias

from casebook.kept import kept
from casebook.site import Site
from casebook.view import STEADY, View


@dataclass(frozen=True)
class Later:
    """`on` is all that the file depends on beside what every file does (code, templates, vocabularies, settings): the same, then the same bytes."""

    on: Any
    make: Callable[[], str | bytes]

    @cached_property
    def key(self) -> str:
        """Of `on`, for keeping."""
        return hashlib.blake2b(marshal.dumps(self.on, STEADY), digest_size=12).hexdigest()


def of_traits(site: Site, make: Callable[[], str | bytes], *views: View) -> Later:
    """A file that tells of all cases nothing but their traits, and of these cases anything."""
    return Later([site.traits, [view.digest for view in views]], make)


Content: TypeAlias = str | bytes | Later


def made(content: Content) -> str | bytes:
    return content.make() if isinstance(content, Later) else content


def once(kind: str, on: Any, made_by: bytes, make: Callable[[], bytes]) -> Later:
    """What costs much to make, of everything that JSON can say: whoever asks for it, only one makes it (`kept`)."""
    return Later([on, made_by], partial(kept, kind, on, made_by, make))


def sha256(site: Site, path: str, later: Later) -> str:
    """Of what will stand at `path`: made now only where no build has made the same."""
    if site.aside is None:
        return _sha256(later).decode()
    return kept("sums", [site.address, path, later.key], site.aside.shown_by.encode(), lambda: _sha256(later)).decode()


def _sha256(later: Later) -> bytes:
    content = later.make()
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest().encode()
