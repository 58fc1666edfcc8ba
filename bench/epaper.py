"""What a night of the e-paper costs: an issue made up and proved, a late story, ten cities, and how the pages are.

120 stories and 50 pictures of the simulated agency make sixteen tabloid pages. Every measurement is a process of its
own, so that nothing is warm that would not be: `cold` is from the first import to the last proof. The peer is Typst
alone, letting the same text flow through as many columns, with headlines and pictures and nothing chosen, fitted or
proved: what setting costs without making up. What makers of paid systems say of theirs is printed beside it, by page:
that is their word, on their machines.

    .venv/bin/python bench/epaper.py [--json] [--rounds 3] [--alterations 0] [--offers 0]
    .venv/bin/python bench/epaper.py --rounds 0 --alterations 200 --offers 1000

`--alterations 200` (in each language) and `--offers 1000` run the tests of the proof and of random offers at their full
number, and name those that failed; with `--rounds 0` nothing else is measured.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]
CITIES = (
    "Dharvel",
    "Sonbari",
    "Port Anjal",
    "Nasirkot",
    "Kelapor",
    "Tarnighat",
    "Gulsar",
    "Mohrapur",
    "Belkund",
    "Anjal",
)
GOALS = {"numpy": 12.0, "compiled": 6.0, "late": 1.5, "late, numpy": 1.5, "ten cities": 30.0}

CLAIMS = {"templates filled by a system": 45.0 / 15.5, "pages made up, the first by hand": 60.0 / 30.0}
"""Seconds a page, as their makers say: 15 to 16 pages in 45 s, and 30 pages in a minute."""
PAGES = 16

_FLOW = """#set page(width: 793.7pt, height: 1133.9pt, margin: (top: 64pt, bottom: 36pt, x: 32pt), columns: 4)
#set columns(gutter: 12pt)
#set document(title: "Flow")
#set text(font: "Source Serif 4", size: 8.6pt, lang: "en", hyphenate: true)
#set par(justify: true, leading: 0.45em, spacing: 0.45em)
#let stories = json(sys.inputs.stories)
= Flow
#for one in stories {
  heading(level: 2, one.headline)
  if one.picture != none { image(one.picture, alt: one.caption, width: 100%); par(one.caption) }
  for text in one.paragraphs { par(text) }
}
"""


def issue(folder: Path, *, plain: bool, late: bool) -> dict[str, Any]:
    """One issue made and proved, and then with a late story."""
    begun = time.perf_counter()
    import msgspec

    from tests.outlets.epaper.made_up import offers, plan
    from wiredesk.outlets.epaper.makeup.figures import figures
    from wiredesk.outlets.epaper.makeup.make import Workshop, make, remake
    from wiredesk.outlets.epaper.makeup.prove import prove

    imported = time.perf_counter() - begun
    what, offered = plan(), offers(folder)
    begun = time.perf_counter()
    shop = Workshop(plain=plain)
    printed = make(what, offered, folder / "issue.pdf", workshop=shop)
    made = time.perf_counter() - begun
    faults = prove(printed, offered, what)
    whole = time.perf_counter() - begun
    found: dict[str, Any] = {
        "seconds": imported + whole,
        "make": made,
        "prove": whole - made,
        "faults": len(faults),
        "bytes": printed.pdf.stat().st_size,
        "figures": msgspec.to_builtins(figures(printed, offered, what)),
    }
    if late:
        found["late"] = []
        for number in (2, 7, 12):
            story = printed.pages[number].regions[0].story
            changed = tuple(
                msgspec.structs.replace(one, version=2, paragraphs=("It came late.", *one.paragraphs))
                if one.story == story
                else one
                for one in offered
            )
            begun = time.perf_counter()
            again, pages = remake(printed, what, changed, story, folder / "late.pdf", workshop=shop)
            faults = prove(again, changed, what, pages=pages)
            found["late"].append(time.perf_counter() - begun)
            found["faults"] += len(faults)
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def cities(folder: Path, *, plain: bool) -> dict[str, Any]:
    """Ten editions that share every page but their front and the city's own."""
    import msgspec

    from tests.outlets.epaper.made_up import offers, plan
    from wiredesk.outlets.epaper.makeup.make import Workshop, make
    from wiredesk.outlets.epaper.makeup.prove import prove

    offered = offers(folder)
    own = [one for one in offers(folder, seed=8) if one.section == "city"]
    begun = time.perf_counter()
    shop, faults = Workshop(plain=plain), 0
    for number, city in enumerate(CITIES):
        local = [
            msgspec.structs.replace(one, story=f"{city}-{place}", rank=(one.rank * 7 + number * 13 + place * 29) % 60)
            for place, one in enumerate((*own, *own[: number % 3]))
        ]
        what = plan(edition=city)
        stories = [*local[:20], *(one for one in offered if one.section != "city")]
        printed = make(what, stories, folder / f"{number}.pdf", workshop=shop)
        faults += len(prove(printed, stories, what))
    return {
        "seconds": time.perf_counter() - begun,
        "faults": faults,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def flow(folder: Path) -> dict[str, Any]:
    """The peer: Typst lets the text flow."""
    from tests.outlets.epaper.made_up import offers

    offered = offers(folder)
    (folder / "flow.typ").write_text(_FLOW, encoding="utf-8")
    stories = [
        {
            "headline": one.headline,
            "paragraphs": one.paragraphs,
            "picture": str(one.pictures[0].file) if one.pictures else None,
            "caption": one.pictures[0].caption if one.pictures else "",
        }
        for one in offered
    ]
    (folder / "flow.json").write_text(json.dumps(stories), encoding="utf-8")
    begun = time.perf_counter()
    import typst

    from wiredesk.outlets.epaper.makeup.typefaces import font_files

    fonts = typst.Fonts(include_system_fonts=False, font_paths=sorted({path.parent for path in font_files()}))
    compiler = typst.Compiler(
        str(folder / "flow.typ"),
        root="/",
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"stories": str(folder / "flow.json")},
    )
    compiler.compile(output=str(folder / "flow.pdf"), format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=0)
    return {
        "seconds": time.perf_counter() - begun,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def alone(kind: str, folder: Path) -> dict[str, Any]:
    """One measurement in a process of its own."""
    ran = subprocess.run(
        [sys.executable, __file__, "--one", kind, "--folder", str(folder)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def full(test: str, variable: str, count: int) -> dict[str, Any]:
    """A test of the project with its full number of rounds."""
    begun = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", test],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, variable: str(count)},
    )
    failed = [line.split(" ", 2)[1] for line in ran.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    passed = ran.returncode == 0
    return {"count": count, "passed": passed, "failed": failed, "seconds": round(time.perf_counter() - begun, 1)}


def measured(rounds: int, folder: Path) -> dict[str, Any]:
    """Medians over the rounds, the kinds in turn."""
    kinds = ("compiled", "numpy", "ten cities", "flow")
    runs: dict[str, list[dict[str, Any]]] = {kind: [] for kind in kinds}
    alone("compiled", folder)  # draws the pictures, and compiles the loop once for the machine
    for _ in range(rounds):
        for kind in kinds:
            runs[kind].append(alone(kind, folder))
    found: dict[str, Any] = {
        kind: {
            "seconds": statistics.median(run["seconds"] for run in all_),
            "megabytes": max(run["megabytes"] for run in all_),
            "faults": sum(run.get("faults", 0) for run in all_),
        }
        for kind, all_ in runs.items()
    }
    for kind, name in (("compiled", "late"), ("numpy", "late, numpy")):
        times = [one for run in runs[kind] for one in run["late"]]
        found[name] = {"seconds": statistics.median(times), "worst": max(times)}
    found["figures"] = runs["compiled"][0]["figures"]
    found["make"] = statistics.median(run["make"] for run in runs["compiled"])
    found["prove"] = statistics.median(run["prove"] for run in runs["compiled"])
    return found


def table(found: dict[str, Any]) -> str:
    """The same as lines for people."""
    more = [f"{name}: {found[name]}" for name in ("alterations", "offers") if name in found]
    if "flow" not in found:
        return "\n".join(more)
    peer = found["flow"]["seconds"]
    lines = []
    for kind in ("compiled", "numpy", "late", "late, numpy", "ten cities", "flow"):
        one = found[kind]
        goal = f"  goal {GOALS[kind]:.1f}" if kind in GOALS else "  the peer"
        beside = f"  {one['megabytes']:.0f} MB" if "megabytes" in one else f"  worst {one['worst']:.2f}"
        lines.append(f"{kind:12} {one['seconds']:6.2f} s  {one['seconds'] / peer:5.1f} times the peer{beside}{goal}")
    for claim, each in CLAIMS.items():
        ours = {kind: found[kind]["seconds"] / PAGES for kind in ("compiled", "numpy")}
        ratios = ", ".join(f"{kind} {each / seconds:.1f} times as fast" for kind, seconds in ours.items())
        lines.append(f"{claim}, claimed: {each:.2f} s a page; {ratios}")
    lines.append(f"made in {found['make']:.2f} s, proved in {found['prove']:.2f} s (compiled)")
    lines += [f"{name:12} {value:.4f}" for name, value in found["figures"].items() if isinstance(value, float)]
    lines += [f"{name:12} {value}" for name, value in found["figures"].items() if isinstance(value, int)]
    return "\n".join([*lines, *more])


def main() -> None:
    """Measures and prints."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--alterations", type=int, default=0)
    ask.add_argument("--offers", type=int, default=0)
    ask.add_argument("--one", choices=("compiled", "numpy", "ten cities", "flow"), help=argparse.SUPPRESS)
    ask.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.one == "flow":
        print(json.dumps(flow(asked.folder)))
    elif asked.one == "ten cities":
        print(json.dumps(cities(asked.folder, plain=False)))
    elif asked.one:
        print(json.dumps(issue(asked.folder, plain=asked.one == "numpy", late=True)))
    else:
        found: dict[str, Any] = {}
        if asked.rounds:
            with tempfile.TemporaryDirectory() as folder:
                found = measured(asked.rounds, Path(folder))
        tests = "tests/outlets/epaper/"
        if asked.alterations:
            found["alterations"] = full(f"{tests}test_prove.py", "WIREDESK_ALTERATIONS", asked.alterations)
        if asked.offers:
            found["offers"] = full(f"{tests}test_offers.py", "WIREDESK_OFFERS", asked.offers)
        print(json.dumps(found) if asked.json else table(found))


if __name__ == "__main__":
    main()
