"""What people paste when they pass a case on: a short text, a longer one, and the words for who cannot see the picture."""

from dataclasses import dataclass

from casebook.render import Renderer
from casebook.view import View


@dataclass(frozen=True)
class Share:
    """Texts without markup; `picture` stands in place of any of the case's pictures."""

    zalo: str
    facebook: str
    picture: str


def share(render: Renderer, view: View) -> Share:
    return Share(*(render.text(f"{name}.txt", view=view) for name in ("zalo", "facebook", "picture")))
