"""Every format's own samples: read as their `.expected.json` says, and recognised by that format alone.

A new format brings its samples in its folder; no test code is written for it. `WIREDESK_WRITE_SAMPLES=1` writes the
expectations anew, to be looked at before they are kept.
"""

import base64
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import cast

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.common.errors import Unreadable
from wiredesk.wire import plugins
from wiredesk.wire.parsed import BrokenItem, Format, ParsedItem, ReadContext, Received

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)


def _samples() -> Iterator[tuple[Format, Path]]:
    for form in plugins.BUILT_IN_FORMATS:
        folder = Path(cast("str", import_module(type(form).__module__).__file__)).parent / "samples"
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.endswith(".expected.json"):
                yield form, path


SAMPLES = list(_samples())


def _shown(item: ParsedItem | BrokenItem) -> dict[str, object]:
    """An item as JSON shows it: what it does not say is left out, its bytes are told by their ends."""
    plain = cast("dict[str, object]", msgspec.to_builtins(item))
    raw = base64.b64decode(cast("str", plain.pop("raw", "")))
    plain.pop("offending", None)
    shown = cast(
        "dict[str, object]", json.loads(msgspec.json.encode({key: value for key, value in plain.items() if value}))
    )
    return shown | {"raw": f"{raw[:16].decode()}…{raw[-8:].decode()}"}


@pytest.mark.parametrize(("form", "path"), SAMPLES, ids=[path.stem for _, path in SAMPLES])
def test_a_sample_is_read_as_its_expectation_says(form: Format, path: Path) -> None:
    received = Received(data=path.read_bytes(), received_at=NOW)
    found = [_shown(item) for item in form.read(received, ReadContext())]
    expected = path.with_name(f"{path.stem}.expected.json")
    if os.environ.get("WIREDESK_WRITE_SAMPLES"):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("form", "path"), SAMPLES, ids=[path.stem for _, path in SAMPLES])
def test_a_sample_is_recognised_by_its_own_format_and_no_other(form: Format, path: Path) -> None:
    data = path.read_bytes()
    assert [known.name for known in plugins.formats() if known.recognises(data)] == [form.name]
    assert plugins.recognise(data).name == form.name


def test_every_format_brings_samples_and_says_what_it_reads() -> None:
    for form in plugins.BUILT_IN_FORMATS:
        folder = Path(cast("str", import_module(type(form).__module__).__file__)).parent
        assert [path for sampled, path in SAMPLES if sampled.name == form.name]
        assert (folder / "README.md").read_text(encoding="utf-8").strip()


@given(
    st.sampled_from([path for _, path in SAMPLES]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=12)), min_size=1, max_size=4),
)
def test_no_damage_to_a_sample_crashes_its_reading(path: Path, damage: list[tuple[float, int, bytes]]) -> None:
    data = path.read_bytes()
    for where, lost, put in damage:
        at = int(where * len(data))
        data = data[:at] + put + data[at + lost :]
    try:
        found = list(plugins.recognise(data).read(Received(data=data, received_at=NOW), ReadContext()))
    except Unreadable:
        return
    for item in found:
        assert item.raw in data
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(item), type=type(item)) == item
