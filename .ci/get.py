#!/usr/bin/env python3
"""Fetch one page of a server under test; says what it expected when it gets something else."""

import argparse
import re
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import ProxyHandler, Request, build_opener

ASSET = re.compile(r'(?:href|src)="(/static/[^"#?]+)')
# The server is on this machine: no proxy stands between.
OPENER = build_opener(ProxyHandler({}))


def fetch(url: str, headers: dict[str, str]) -> tuple[int, str]:
    """Status and text; status 0 when no server answers yet."""
    try:
        with OPENER.open(Request(url, headers=headers), timeout=10) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except HTTPError as error:
        return error.code, ""
    except (URLError, OSError):
        return 0, ""


def lives(process: int | None) -> bool:
    return process is None or Path(f"/proc/{process}").exists()


def wait_for(
    url: str, headers: dict[str, str], seconds: float, process: int | None
) -> tuple[int, str]:
    until = time.monotonic() + seconds
    status, text = fetch(url, headers)
    while status != 200 and time.monotonic() < until and lives(process):
        time.sleep(1)
        status, text = fetch(url, headers)
    return status, text


def main() -> str | None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--contains", action="append", default=[])
    parser.add_argument("--wait", type=float, default=0, help="seconds until it must answer 200")
    parser.add_argument("--while", type=int, dest="process", help="no longer than this lives")
    parser.add_argument("--https", action="store_true", help="as a proxy that speaks https")
    parser.add_argument("--assets", action="store_true", help="fetch the page's static files too")
    options = parser.parse_args()

    headers = {"X-Forwarded-Proto": "https"} if options.https else {}
    status, text = wait_for(options.url, headers, options.wait, options.process)
    if status != 200:
        return f"{options.url} answered {status or 'nothing'} instead of 200."
    for words in options.contains:
        if words not in text:
            return f"{options.url} does not contain {words!r}."
    assets = sorted(set(ASSET.findall(text))) if options.assets else []
    if options.assets and not assets:
        return f"{options.url} names no static file."
    for path in assets:
        status, _ = fetch(urljoin(options.url, path), headers)
        if status != 200:
            return f"{path} answered {status} instead of 200."
    print(f"{options.url}: 200, {len(text)} characters, {len(assets)} static files")
    return None


if __name__ == "__main__":
    sys.exit(main())
