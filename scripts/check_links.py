"""Asks every address that the cases rest on whether it still answers: python scripts/check_links.py [--timeout 15]

Writes links.json, which `python build_cases.py status` reads. A rare errand over the network; the build never runs it.
"""

import argparse
import http.client
import json
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))

from casebook.desk.links import REPORT, addresses
from casebook.desk.save import overwrite
from casebook.load import load

ROOT = Path(__file__).parent.parent
AT_ONCE = 16
GONE = (404, 410)
"""Other refusals (403, 429, 5xx) are often meant for robots: a person would still read the page."""

AGENT = {"User-Agent": "Mozilla/5.0 (compatible; NhanRong-kiem-lien-ket)", "Accept": "*/*"}


def fault(url: str, timeout: float) -> str | None:
    """Why an address is dead, in words for an editor; None when it answers."""
    try:
        plain = quote(url, safe=":/?#[]@!$&'()*+,;=%~")
        with urllib.request.urlopen(urllib.request.Request(plain, headers=AGENT), timeout=timeout) as answer:
            answer.read(1)
    except urllib.error.HTTPError as error:
        error.close()
        return f"trang không còn (mã {error.code})" if error.code in GONE else None
    except TimeoutError:
        return f"không trả lời trong {timeout:g} giây"
    except urllib.error.URLError as error:
        return f"không trả lời trong {timeout:g} giây" if isinstance(error.reason, TimeoutError) else "không tìm thấy hoặc không kết nối được máy chủ"
    except (OSError, ValueError, http.client.HTTPException):
        return "máy chủ trả lời không đọc được"
    return None


def tried(urls: Iterable[str], timeout: float) -> Iterator[tuple[str, str | None]]:
    """(address, fault) as they come, many at once; addresses of one server are spread over the queue."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = {pool.submit(fault, url, timeout): url for url in _spread(urls)}
        for done in as_completed(waiting):
            yield waiting[done], done.result()


def _spread(urls: Iterable[str]) -> list[str]:
    """One address of each server, then the second of each: no server is asked by all at once."""
    seen: Counter[str] = Counter()
    turns = []
    for url in urls:
        server = urlsplit(url).netloc
        turns.append((seen[server], url))
        seen[server] += 1
    return [url for _, url in sorted(turns)]


def main() -> int:
    parser = argparse.ArgumentParser(description="Thử mọi liên kết của kho; chỉ chạy khi cần, có mạng.")
    parser.add_argument("--timeout", type=float, default=15, help="giây chờ mỗi liên kết")
    parser.add_argument("--root", type=Path, default=ROOT, help="thư mục của kho")
    options = parser.parse_args()
    book, _ = load(options.root)
    urls = addresses(book)
    started = time.monotonic()
    dead: dict[str, str] = {}
    for count, (url, why) in enumerate(tried(urls, options.timeout), 1):
        if why:
            dead[url] = why
        left = (time.monotonic() - started) / count * (len(urls) - count)
        print(f"\r{count}/{len(urls)} liên kết, {len(dead)} hỏng, còn khoảng {left:.0f} giây ", end="", file=sys.stderr, flush=True)
    overwrite(options.root / REPORT, json.dumps({"date": date.today().isoformat(), "dead": dict(sorted(dead.items()))}, ensure_ascii=False, indent=1) + "\n")
    print(f"\n{len(urls)} liên kết, {len(dead)} hỏng; ghi vào {REPORT}. Xem: python build_cases.py status")
    return 0


if __name__ == "__main__":
    sys.exit(main())
