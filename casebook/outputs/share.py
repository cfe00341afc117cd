"""A page of each case for who passes it on: texts to copy, the loudspeaker script, pictures; and the calendars."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from casebook import channels
from casebook.channels import agenda
from casebook.channels.share import share
from casebook.channels.speaker import PACE, Script, script
from casebook.channels.spoken import Speech
from casebook.kept import hand, kept
from casebook.outputs.context import renderer
from casebook.render import TEMPLATES, Renderer
from casebook.site import Site
from casebook.view import View


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    render = renderer(site)
    speech = Speech(site.book.vocabularies)
    made_by = hand([*sorted(Path(channels.__file__).parent.glob("*.py")), TEMPLATES / "speaker.txt"], speech.words)
    for view in site.views:
        path = f"mo-hinh/{view.slug}/chia-se/"
        dues = agenda.dues(site, [view])
        read = _script(render, speech, view, made_by)
        yield f"{path}index.md", render.page("share.md", path, view=view, texts=share(render, view), script=read, pace=PACE)
        if dues:
            yield f"mo-hinh/{view.slug}/lich.ics", agenda.calendar(render, site, dues)
    if dues := agenda.dues(site, site.views):
        yield "lich-ra-soat.ics", agenda.calendar(render, site, dues)


def _script(render: Renderer, speech: Speech, view: View, made_by: bytes) -> Script:
    """Kept: putting a case into spoken words takes longer than all its pages."""
    lines = render.text("speaker.txt", view=view)
    said = json.loads(kept("speaker", lines, made_by, lambda: json.dumps(asdict(script(speech, lines))).encode()))
    return Script(tuple(said["sentences"]), said["left_out"], tuple(said["unsure"]))
