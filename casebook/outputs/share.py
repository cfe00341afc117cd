"""A page of each case for who passes it on: texts to copy, the loudspeaker script, pictures; and the calendars."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from casebook import channels
from casebook.channels import agenda
from casebook.channels.share import share
from casebook.channels.speaker import PACE, Script, script
from casebook.channels.spoken import Speech
from casebook.kept import hand, kept
from casebook.outputs.context import renderer
from casebook.outputs.later import Content, Later
from casebook.render import TEMPLATES
from casebook.site import Site
from casebook.view import View


def of_case(site: Site, view: View) -> Iterator[tuple[str, str | bytes]]:
    render = renderer(site)
    path = f"mo-hinh/{view.slug}/chia-se/"
    yield f"{path}index.md", render.page("share.md", path, view=view, texts=share(render, view), script=_script(site, view), pace=PACE)
    if dues := agenda.dues(site, [view]):
        yield f"mo-hinh/{view.slug}/lich.ics", agenda.calendar(render, site, dues)


def files(site: Site) -> Iterator[tuple[str, Content]]:
    if dues := agenda.dues(site, site.views):
        on = [site.updated, [(due.view.digest, due.what, due.cited) for due in dues]]
        yield "lich-ra-soat.ics", Later(on, lambda: agenda.calendar(renderer(site), site, dues))


@lru_cache(maxsize=2)
def _speech(site: Site) -> tuple[Speech, bytes]:
    """Who reads aloud, and everything that decides how."""
    speech = Speech(site.book.vocabularies)
    return speech, hand([*sorted(Path(channels.__file__).parent.glob("*.py")), TEMPLATES / "speaker.txt"], speech.words)


def _script(site: Site, view: View) -> Script:
    """Kept: putting a case into spoken words takes longer than all its pages."""
    speech, made_by = _speech(site)
    lines = renderer(site).text("speaker.txt", view=view)
    said = json.loads(kept("speaker", lines, made_by, lambda: json.dumps(asdict(script(speech, lines))).encode()))
    return Script(tuple(said["sentences"]), said["left_out"], tuple(said["unsure"]))
