"""The server files, by the real nginx and the real Caddy: they are right, and every answer carries what SECURITY.md promises."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path
from ssl import CERT_NONE, create_default_context

import pytest

from casebook import packed
from tests.conftest import ROOT

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
CADDY = shutil.which("caddy")
DEPLOY = ROOT / "deploy"


def headers() -> dict[str, str]:
    return dict(re.findall(r'^add_header (\S+) "(.*)" always;$', (DEPLOY / "headers.conf").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("name", ["Caddyfile", "_headers"])
def test_all_servers_send_the_same_headers(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    for header, value in headers().items():
        assert re.search(rf'^\s*{header}:? "?{re.escape(value)}"?$', text, re.MULTILINE), header


def card_headers() -> dict[str, str]:
    """Those of nhung/, whose cards other portals put into their pages."""
    return dict(re.findall(r'^add_header (\S+) "(.*)" always;$', (DEPLOY / "headers-card.conf").read_text("utf-8"), re.MULTILINE))


def test_a_card_may_be_framed_and_nothing_else_differs() -> None:
    meant = headers() | {"Cross-Origin-Resource-Policy": "cross-origin"}
    meant["Content-Security-Policy"] = meant["Content-Security-Policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
    del meant["X-Frame-Options"]
    assert card_headers() == meant


@pytest.mark.parametrize(("name", "gone"), [("Caddyfile", "-X-Frame-Options"), ("_headers", "! X-Frame-Options")])
def test_all_servers_let_a_card_be_framed(name: str, gone: str) -> None:
    part = (DEPLOY / name).read_text("utf-8").partition("/nhung/*")[2]
    assert gone in part
    for header in ("Content-Security-Policy", "Cross-Origin-Resource-Policy"):
        assert re.search(rf'^\s*{header}:? "?{re.escape(card_headers()[header])}"?$', part, re.MULTILINE), header


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    policy = headers()["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*|data:", policy)


def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answering(server: subprocess.Popen[bytes], port: int) -> Iterator[int]:
    """The port, once the server answers there, until the tests are done."""
    for _ in range(200):
        # A connection is not enough: Caddy listens before it has its certificate.
        with suppress(OSError):
            get(port, "/")
            break
        time.sleep(0.05)
    yield port
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site as a publication leaves it, with its packed copies."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(site, folder / "current")
    list(packed.pack(packed.packable(folder / "current")))
    return folder


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def port(request: pytest.FixtureRequest, folder: Path) -> Iterator[int]:
    """The site behind each of the shipped server files."""
    yield from {"nginx": by_nginx, "caddy": by_caddy}[request.param](folder)


def by_caddy(folder: Path) -> Iterator[int]:
    """The shipped Caddyfile, with another name, port and root, and a certificate of Caddy's own instead of a public one."""
    assert CADDY, "Thiếu caddy; chạy: sh scripts/need_programs.sh"
    https = free()
    block = (DEPLOY / "Caddyfile").read_text("utf-8")
    for old, new in (
        ("nhanrong.example {", f"https://127.0.0.1:{https} {{\n\ttls internal"),
        ("/srv/nhan-rong/current", str(folder / "current")),
    ):
        assert old in block
        block = block.replace(old, new)
    # Nothing of Caddy's may be left in this account: no authority in the system's trust, no settings.
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n}}\n{block}", "utf-8")
    environment = os.environ | {"XDG_DATA_HOME": str(folder / "caddy"), "XDG_CONFIG_HOME": str(folder / "caddy"), "HOME": str(folder)}
    asked = ["--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    tried = subprocess.run([CADDY, "validate", *asked], env=environment, capture_output=True, text=True, check=False)
    assert "Valid configuration" in tried.stdout + tried.stderr, tried.stderr
    with (folder / "caddy.log").open("w") as log:
        yield from answering(subprocess.Popen([CADDY, "run", *asked], env=environment, stdout=log, stderr=log), https)


def by_nginx(folder: Path) -> Iterator[int]:
    """The shipped nginx.conf, with another port, certificate and root."""
    assert NGINX, "Thiếu nginx; chạy: sh scripts/need_programs.sh"
    https, http = free(), free()
    key, certificate = folder / "key.pem", folder / "cert.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=nhanrong.example",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run(made, check=True, capture_output=True)
    block = (DEPLOY / "nginx.conf").read_text("utf-8")
    for old, new in (
        ("listen 443", f"listen 127.0.0.1:{https}"),
        ("listen 80", f"listen 127.0.0.1:{http}"),
        ("/srv/nhan-rong/current", str(folder / "current")),
    ):
        assert old in block
        block = block.replace(old, new)
    block = re.sub(r"listen \[::\].*\n", "", block)
    block = re.sub(r"(ssl_certificate) .*;", rf"\1 {certificate};", block)
    block = re.sub(r"(ssl_certificate_key) .*;", rf"\1 {key};", block)
    (folder / "site.conf").write_text(block, "utf-8")
    shutil.copy(DEPLOY / "headers.conf", folder)
    shutil.copy(DEPLOY / "headers-card.conf", folder)
    main = f"pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ include /etc/nginx/mime.types; access_log off; include {folder}/site.conf; }}"
    # Under root the workers would belong to nobody, who may not look into pytest's folders.
    (folder / "nginx.conf").write_text(f"user root;\n{main}" if os.geteuid() == 0 else main, "utf-8")
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert "test is successful" in tried.stderr, tried.stderr
    assert "[warn]" not in tried.stderr
    yield from answering(subprocess.Popen([*command, "-g", "daemon off;"]), https)


def get(port: int, path: str, **asked: str) -> tuple[HTTPResponse, bytes]:
    context = create_default_context()
    context.check_hostname, context.verify_mode = False, CERT_NONE
    connection = HTTPSConnection("127.0.0.1", port, context=context)
    connection.request("GET", path, headers=asked)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize(
    "path", ["/", "/mo-hinh/hue-s/", "/assets/site.css", "/khong-co/", "/tim-kiem/chi-muc.js", "/assets/fonts/be-vietnam-pro-light.woff2", "/lich-ra-soat.ics"]
)
def test_every_answer_carries_the_headers(port: int, path: str) -> None:
    answer, _ = get(port, path)
    assert answer.status == (404 if path == "/khong-co/" else 200)
    assert {name: answer.getheader(name) for name in headers()} == headers()


def test_a_card_is_answered_so_that_it_can_be_framed(port: int) -> None:
    answer, _ = get(port, "/nhung/hue-s.html")
    assert {name: answer.getheader(name) for name in headers()} == {**dict.fromkeys(headers()), **card_headers()}


def test_text_travels_packed_and_in_utf8(port: int) -> None:
    answer, body = get(port, "/mo-hinh/hue-s/", **{"Accept-Encoding": "gzip"})
    assert answer.getheader("Content-Encoding") == "gzip"
    assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
    assert len(body) < len(get(port, "/mo-hinh/hue-s/")[1]) / 3


def test_a_calendar_is_told_as_one(port: int) -> None:
    assert get(port, "/lich-ra-soat.ics")[0].getheader("Content-Type") == "text/calendar; charset=utf-8"


def test_a_wrong_address_gets_our_page(port: int) -> None:
    assert "Không tìm thấy trang này" in get(port, "/khong-co/")[1].decode()


def test_what_is_named_by_its_content_is_kept_and_nothing_else(port: int, site: Path) -> None:
    named = next(path for path in (site / "tim-kiem").glob("*.js") if path.name != "chi-muc.js")
    assert get(port, f"/tim-kiem/{named.name}")[0].getheader("Cache-Control") == "public, max-age=31536000, immutable"
    assert get(port, "/tim-kiem/chi-muc.js")[0].getheader("Cache-Control") == "no-cache"
    assert get(port, "/")[0].getheader("Cache-Control") == "no-cache"


@pytest.mark.parametrize("path", ["/index.html.gz", "/.lock", "/mo-hinh/../.generated"])
def test_what_is_not_a_page_is_not_served(port: int, path: str) -> None:
    assert get(port, path)[0].status == 404


def test_the_form_to_send_out_is_only_downloaded(port: int) -> None:
    assert get(port, "/bieu-mau/mau-ho-so.html")[0].getheader("Content-Disposition") == "attachment"
