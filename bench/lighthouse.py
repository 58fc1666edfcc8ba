"""What Lighthouse makes of the home page and of an article on a slow phone, as it throttles one by default.

    script/setup --browser
    .venv/bin/python bench/lighthouse.py [--json] [--runs 5] [--desktop]

The paper has a made-up day in it, pictures and all, and is served by `wiredesk run`. The peer is the same server's
archive of days, which is nearly empty: what it takes is the throttled connection's and Chromium's own.
Ends with 1 where performance is below 0.99 or another score below 1.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.running_paper import running  # noqa: E402  # found by the line above when run as a script

PORT = 8702
PEER = "archive"
PAGES = ("home", "foreign", PEER)
SCORES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {
    "first-contentful-paint": "first paint ms",
    "largest-contentful-paint": "largest paint ms",
    "total-blocking-time": "blocked ms",
    "cumulative-layout-shift": "shift",
}


def ask(home: Path, runs: int, *, desktop: bool) -> list[dict[str, Any]]:
    """What Lighthouse found, an object a page, in the order of PAGES."""
    addresses = json.loads((home / "addresses.json").read_text(encoding="utf-8"))
    command = ["node", "lighthouse.mjs", "--json", "--runs", str(runs), *(["--desktop"] if desktop else [])]
    with running(home, PORT):
        command += [f"http://localhost:{PORT}{addresses[page]}" for page in PAGES]
        done = subprocess.run(command, cwd=ROOT / "tests/browser", capture_output=True, text=True, check=False)
    if not done.stdout:
        sys.exit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def table(found: list[dict[str, Any]]) -> str:
    """The figures as text, the peer last."""
    head = ["page", *SCORES, *TIMES.values()]
    rows = [head]
    for page, one in zip(PAGES, found, strict=True):
        times = [
            f"{one['times'][name]:.2f}" if name.endswith("shift") else f"{one['times'][name]:.0f}" for name in TIMES
        ]
        rows.append([page, *(f"{one['scores'][score]:.2f}" for score in SCORES), *times])
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def main() -> int:
    """Measure, print, and say by the exit code whether it is good enough."""
    parser = argparse.ArgumentParser(description="What Lighthouse makes of the paper on a slow phone.")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--desktop", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wiredesk-lighthouse-") as scratch:
        home = Path(scratch) / "home"
        make = [sys.executable, "-m", "tests.demo_home", str(home), "--address", f"http://localhost:{PORT}"]
        subprocess.run(make, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        found = ask(home, given.runs, desktop=given.desktop)
    if given.json:
        print(json.dumps(dict(zip(PAGES, found, strict=True))))
    else:
        print(table(found))
    return int(any(one["lost"] for one in found[:-1]))


if __name__ == "__main__":
    sys.exit(main())
