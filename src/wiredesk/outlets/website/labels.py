"""The operator's labels for outlets that stories cite: HOME/outlets.toml, read anew for every batch.

There is none unless the operator writes one, and each leads to its reason: a label without one would be a mere opinion.
"""

import tomllib
from pathlib import Path

import msgspec

from wiredesk.common.errors import UsageError
from wiredesk.publication.public import PublicCited
from wiredesk.story.content import CitedKind

FILE = "outlets.toml"


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the operator says of an outlet, under the outlet's usual name; `reason` is the address that says why."""

    name: str
    label: str
    reason: str


class Labels(msgspec.Struct, frozen=True):
    """The labels of a home, in the order of the file; `fault` says why there are none where it cannot be read."""

    rows: tuple[Label, ...] = ()
    fault: str = ""

    def of(self, source: PublicCited) -> Label | None:
        """The label that stands beside a source, if it has one; people have none."""
        if source.kind is not CitedKind.OUTLET:
            return None
        return next((row for row in self.rows if row.name == source.usual), None)


class _File(msgspec.Struct, forbid_unknown_fields=True, rename={"outlets": "outlet"}):
    outlets: tuple[Label, ...] = ()


def load(home: Path) -> Labels:
    """The labels of a home, none where the file is absent; raises UsageError that says what to mend."""
    path = home / FILE
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        return Labels(_checked(msgspec.convert(written, _File).outlets))
    except FileNotFoundError:
        return Labels()
    except (OSError, ValueError) as fault:
        raise UsageError(
            f"{path} cannot be read: {fault}. Until it is mended no outlet has a label.", fact="bad_outlets"
        ) from fault


def labels_of(home: Path) -> Labels:
    """The labels that pages show now: a file that cannot be read labels nothing and stops no page."""
    try:
        return load(home)
    except UsageError as fault:
        return Labels(fault=fault.sentence)


def _checked(rows: tuple[Label, ...]) -> tuple[Label, ...]:
    known: set[str] = set()
    for row in rows:
        if not (row.name.strip() and row.label.strip()):
            raise ValueError(f"{row.name or row.label or 'an outlet'} needs both a name and a label")
        if not row.reason.startswith(("https://", "http://")):
            raise ValueError(f"the reason for {row.name} is no web address: {row.reason!r}")
        if row.name in known:
            raise ValueError(f"{row.name} is labelled twice")
        known.add(row.name)
    return rows
