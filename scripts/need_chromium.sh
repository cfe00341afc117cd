#!/bin/sh
# Makes sure that /usr/bin/chromium is there for the browser tests; installs it where root or sudo allows.
set -eu
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif sudo -n true 2>/dev/null; then
  as_root="sudo"
else
  echo "Thiếu trình duyệt cho các phép thử. Hãy chạy: sudo apt-get install chromium" >&2
  exit 1
fi
command -v apt-get >/dev/null 2>&1 || { echo "Thiếu trình duyệt cho các phép thử. Hãy cài Chromium vào /usr/bin/chromium" >&2; exit 1; }
echo "Đang cài chromium bằng apt (một, hai phút)…"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null
