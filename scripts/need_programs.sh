#!/bin/sh
# Makes sure that the programs of the tests are there: Chromium, Node's npm, Java, nginx and Caddy; installs them where root or sudo allows.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v npm >/dev/null 2>&1 || missing="$missing npm"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || missing="$missing nginx-light"
command -v caddy >/dev/null 2>&1 || missing="$missing caddy"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif sudo -n true 2>/dev/null; then
  as_root="sudo"
else
  echo "Thiếu chương trình cho các phép thử. Hãy chạy: sudo apt-get install$missing" >&2
  exit 1
fi
command -v apt-get >/dev/null 2>&1 || { echo "Thiếu chương trình cho các phép thử. Hãy cài:$missing" >&2; exit 1; }
echo "Đang cài$missing bằng apt (một, hai phút)…"
$as_root apt-get update -qq
# shellcheck disable=SC2086 (a list of packages)
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
