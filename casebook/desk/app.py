"""What the editor's page may ask of this machine, as JSON."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from casebook.blanks.questions import questions
from casebook.desk.desk import Desk
from casebook.desk.front import JINJA, absent
from casebook.desk.saving import NotByHand, keep, opened, save, step, still_here, taken, window
from casebook.desk.text import Unreadable
from casebook.media import fault
from casebook.refusal import Refusal
from casebook.script import compact
from casebook.slug import UNFIT, is_slug

UNASKED = ("withdrawn",)
"""Fields that stand only in files that are no cases any more."""

WHOLE = 10.0
"""Seconds that the faults of a case wait for all others to be read; form and page are there meanwhile. A thousand cases take some three."""

Action = Callable[[str, Mapping[str, Any]], Response]


def app(desk: Desk) -> Starlette:
    """What the page of one project's editor (`front`) asks; `casebook.desk.guard` stands before it."""
    asked = compact(questions(desk.vocabularies, UNASKED))
    return Starlette(
        routes=[
            Route("/xem/mo-hinh/{slug}/", _preview()),
            Route("/xem/mo-hinh/{slug}/{file}", _media(desk)),
            Route("/api/questions", lambda _: Response(asked, media_type="application/json")),
            Route("/api/cases", _cases(desk)),
            Route("/api/cases/{slug}", _case(desk)),
            Route("/api/attention", _attention(desk)),
            *(Route(f"/api/{name}", _posted(action), methods=["POST"]) for name, action in _actions(desk).items()),
        ],
        exception_handlers={404: absent},
    )


def _preview() -> Callable[[Request], Response]:
    text = JINJA.get_template("preview.html").render()
    return lambda _: HTMLResponse(text)


def _media(desk: Desk) -> Callable[[Request], Response]:
    def media(request: Request) -> Response:
        slug, name = request.path_params["slug"], request.path_params["file"]
        file = desk.root / "cases" / "media" / slug / name
        if not is_slug(slug) or fault(file, picture=True):
            return PlainTextResponse("Không có ảnh này.", 404)
        return FileResponse(file)

    return media


def _cases(desk: Desk) -> Callable[[Request], Response]:
    def cases(request: Request) -> Response:
        desk.refresh()
        return JSONResponse(desk.listing.told())

    return cases


def _case(desk: Desk) -> Callable[[Request], Response]:
    def case(request: Request) -> Response:
        slug = request.path_params["slug"]
        if not is_slug(slug):
            return _refused(f"“{slug[:80]}” {UNFIT}. Đổi tên tệp ấy ở thư mục cases, như mot-cua-so.yaml, rồi mở lại.", 404)
        return JSONResponse(opened(desk, slug, request.query_params.get("window")))

    return case


def _attention(desk: Desk) -> Callable[[Request], Response]:
    def attention(request: Request) -> Response:
        from casebook.desk.worklist import worklist  # noqa: PLC0415 (as the preview: not before the list)

        return JSONResponse([notice._asdict() for notice in worklist(desk.whole())])

    return attention


def _actions(desk: Desk) -> Mapping[str, Action]:
    def check(slug: str, asked: Mapping[str, Any]) -> Response:
        # The first answer is the whole one: the number of faults does not grow before the eyes of who opens a case.
        desk.ready.wait(WHOLE)
        found = desk.checked(slug, asked["data"])
        return JSONResponse({"faults": [one._asdict() for one in found.faults], "elsewhere": found.elsewhere})

    def preview(slug: str, asked: Mapping[str, Any]) -> Response:
        return HTMLResponse(desk.page(slug, asked["data"]))

    def store(slug: str, asked: Mapping[str, Any]) -> Response:
        still_here(desk, slug, asked)
        try:
            return JSONResponse(save(desk, slug, asked)._asdict())
        except Unreadable as reason:
            return _refused(f"Chưa ghi gì: không đọc được tệp đang có. {reason}. Sửa chỗ đó trong tệp rồi mở lại hồ sơ.")
        except NotByHand as reason:
            return _refused(reason.seen)
        except Refusal as conflict:
            return JSONResponse({"message": f"Chưa ghi gì: {conflict.seen}.", "theirs": opened(desk, slug)}, 409)

    def draft(slug: str, asked: Mapping[str, Any]) -> Response:
        return JSONResponse({"when": keep(desk, slug, asked).when})

    def drop(slug: str, asked: Mapping[str, Any]) -> Response:
        desk.drafts.drop(slug, window(asked))
        desk.drafts.take_over(slug, *taken(asked))
        return JSONResponse({})

    def states(slug: str, asked: Mapping[str, Any]) -> Response:
        step(desk, slug, asked)
        return JSONResponse({})

    return {"check": check, "preview": preview, "save": store, "draft": draft, "drop": drop, "step": states}


def _why(fault: Exception) -> str:
    if isinstance(fault, Refusal):
        return fault.seen
    if isinstance(fault, OSError):
        return f"Không đọc, ghi được trên đĩa: {fault.strerror} ({fault.filename}). Những gì bạn gõ vẫn ở trang này."
    # Only who writes requests by hand sends a case without data, without end, or with half a character.
    return "Yêu cầu thiếu hồ sơ."


def _posted(action: Action) -> Callable[[Request], Any]:
    async def post(request: Request) -> Response:
        try:
            asked = await request.json()
        except (ValueError, RecursionError):
            return _refused("Không đọc được yêu cầu.")
        slug = asked.get("slug") if isinstance(asked, dict) else None
        if not isinstance(slug, str) or not isinstance(asked.get("data", {}), dict):
            return _refused("Yêu cầu thiếu hồ sơ.")
        if not is_slug(slug):
            return _refused(f"“{slug[:80]}” {UNFIT}.")
        try:
            return await run_in_threadpool(action, slug, asked)
        except (Refusal, OSError, KeyError, TypeError, RecursionError, UnicodeEncodeError) as fault:
            return _refused(_why(fault))

    return post


def _refused(message: str, status: int = 400) -> Response:
    return JSONResponse({"message": message}, status)
