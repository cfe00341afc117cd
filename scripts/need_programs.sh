#!/bin/sh
# Makes sure that what the tests need is there: Chromium, Node's npm, Java, nginx, Caddy, LibreOffice, Poppler, letters as wide as Arial; installs them where root or sudo allows.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v npm >/dev/null 2>&1 || missing="$missing npm"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || missing="$missing nginx-light"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer-nogui"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
# What moves when our letters come is measured against those that readers see before: Arial, or a face of its widths.
fc-list 2>/dev/null | grep -qiE "arial|liberation ?sans|arimo" || missing="$missing fontconfig fonts-liberation"
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
