#!/bin/sh
# Fetch what the tests check the site and the book with, where it is not there yet: the Nu HTML
# Checker (npm, pinned by its hash; it runs on the Java of the test environment), nginx and
# Ghostscript's CMYK profile (Debian's packages).
# A checker that cannot be had leaves its tests skipped, and they say so.
set -u
version=26.9.27
sha256=22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47
folder=.cache/tools
jar=$folder/vnu-$version.jar

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1; then sudo -n "$@"; else return 1; fi
}

install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    echo "installing $1 with apt-get" >&2
    as_root apt-get update -qq >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >&2
}

fetch_jar() {
    command -v npm >/dev/null 2>&1 || install npm || return 1
    work=$(mktemp -d) || return 1
    (cd "$work" && npm pack --silent "vnu-jar@$version" >/dev/null 2>&1 && tar xzf vnu-jar-*.tgz) &&
        echo "$sha256  $work/package/build/dist/vnu.jar" | sha256sum --check --quiet &&
        mkdir -p "$folder" && mv "$work/package/build/dist/vnu.jar" "$jar"
    status=$?
    rm -rf "$work"
    return $status
}

[ -f "$jar" ] || fetch_jar || echo "the Nu HTML Checker could not be had" >&2
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || install nginx-light ||
    echo "nginx could not be had" >&2
[ -f /usr/share/color/icc/ghostscript/default_cmyk.icc ] || install libgs-common ||
    echo "Ghostscript's profiles could not be had" >&2
exit 0
