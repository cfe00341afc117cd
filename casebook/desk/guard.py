"""Who may speak with the editor: this machine's own browser, that was given the key, from the editor's own pages.

Every other page that is open in the same browser can also send requests to 127.0.0.1: so each request proves who it is (cookie),
where it goes (Host, against rebinding of names) and, before it may change anything, where it comes from (Origin).
"""

import hmac
import secrets
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 1024 * 1024
"""Bytes of one request; a case has at most a quarter of it."""

POLICY = "; ".join(
    (
        *("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'"),
        *("frame-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"),
    )
)
FRAMED = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
"""The page of a case beside the form: looked at, never run."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Wraps the editor; `key` opens it once per run, through the address that the command prints."""

    def __init__(self, app: ASGIApp, port: int, key: str) -> None:
        self._app = app
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._cookie = f"nhan_rong_{port}"
        self._key = key
        self._pass = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        framed = scope["path"].startswith("/xem/")

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS | {"Content-Security-Policy": FRAMED if framed else POLICY})
            await send(message)

        answer = self._refusal(scope) or self._entry(scope)
        await (answer or self._app)(scope, _limited(receive), with_headers)

    def _entry(self, scope: Scope) -> ASGIApp | None:
        """None for who has the pass; the way in for who brings the key."""
        if self._known(Headers(scope=scope).get("cookie", "")):
            return None
        key = parse_qs(scope["query_string"].decode("latin-1")).get("khoa", [""])[0]
        if scope["path"] != "/" or not hmac.compare_digest(key.encode(), self._key.encode()):
            return _no("Địa chỉ này chỉ mở được bằng liên kết mà lệnh edit in ra. Chạy lại lệnh, mở liên kết mới.")
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._cookie, self._pass, httponly=True, samesite="strict")
        return answer

    def _known(self, cookies: str) -> bool:
        given = [part.strip().removeprefix(f"{self._cookie}=") for part in cookies.split(";") if part.strip().startswith(f"{self._cookie}=")]
        return any(hmac.compare_digest(one.encode(), self._pass.encode()) for one in given)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._hosts:
            return _no("Sai tên máy.")
        if scope["method"] in ("GET", "HEAD"):
            return None
        origin = headers.get("origin")
        if origin != f"http://{host}" and (origin or headers.get("sec-fetch-site") != "same-origin"):
            return _no("Yêu cầu đến từ trang khác.")
        if headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return _no("Chỉ nhận JSON.", 415)
        if not headers.get("content-length", "").isdecimal() or int(headers["content-length"]) > LARGEST:
            return _no("Hồ sơ này dài quá 1 MB nên không giữ, không lưu được; bớt phần dán thừa rồi làm tiếp.", 413)
        return None


def _no(message: str, status: int = 403) -> PlainTextResponse:
    return PlainTextResponse(message, status)


def _limited(receive: Receive) -> Receive:
    """What is read stops at the limit, whatever the headers promised."""
    total = 0

    async def read() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        return message if total <= LARGEST else {"type": "http.disconnect"}

    return read
