#!/bin/sh
# See to it that the tests find a Chromium with Chinese fonts: the system's, else Debian's package,
# else Playwright's own download. $1 is the Python of the environment.
set -u
python=$1

have_browser() {
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
        command -v google-chrome >/dev/null 2>&1
}

have_fonts() {
    command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh family | grep -q .
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1; then sudo -n "$@"; else return 1; fi
}

if have_browser && have_fonts; then exit 0; fi
if command -v apt-get >/dev/null 2>&1; then
    echo "installing Chromium and Chinese fonts with apt-get" >&2
    if as_root apt-get update -qq >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium fonts-noto-cjk fontconfig >&2 && have_browser; then
        exit 0
    fi
fi
have_browser && exit 0
echo "downloading Playwright's Chromium" >&2
"$python" -m playwright install chromium >&2 && exit 0
echo "no browser could be installed: the browser tests will be skipped and say so" >&2
exit 0
