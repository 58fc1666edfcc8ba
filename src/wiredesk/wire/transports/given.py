"""Reads what a service was given as `--option key=value`: text in, values out, with a sentence for what is wrong."""

from collections.abc import Collection, Mapping
from typing import Final

from wiredesk.common.errors import UsageError

_FLAGS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def only(options: Mapping[str, str], known: Collection[str], transport: str) -> None:
    """Raises UsageError for an option that the transport does not have, so that a slip of the pen is not ignored."""
    unknown = sorted(set(options) - set(known))
    if unknown:
        raise UsageError(
            f"The transport {transport} has no option {', '.join(unknown)}. It has: {', '.join(sorted(known))}."
        )


def needed(options: Mapping[str, str], name: str, example: str) -> str:
    """An option that must be there; raises UsageError with an example."""
    value = options.get(name, "").strip()
    if not value:
        raise UsageError(f"The option {name} is missing. Give it as --option {name}={example}.")
    return value


def flag(options: Mapping[str, str], name: str) -> bool:
    """True or false, false when not given; raises UsageError for anything else."""
    value = options.get(name, "false").strip().lower()
    if value not in _FLAGS:
        raise UsageError(f"The option {name}={options[name]} is neither true nor false.")
    return _FLAGS[value]


def number(options: Mapping[str, str], name: str, default: float, least: float, most: float) -> float:
    """A number within bounds; raises UsageError that names them."""
    text = options.get(name, "").strip()
    if not text:
        return default
    try:
        value = float(text)
    except ValueError as fault:
        raise UsageError(f"The option {name}={text} is not a number.") from fault
    if not least <= value <= most:
        raise UsageError(f"The option {name}={text} must lie between {least:g} and {most:g}.")
    return value
