"""What a section is called in an edition of another language than the paper's: its usual name there, if it has one."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec


@cache
def _usual() -> Mapping[str, Mapping[str, str]]:
    text = (files("wiredesk.outlets.website") / "section_names.toml").read_text(encoding="utf-8")
    return {
        language: {name.casefold(): called for name, called in names.items()}
        for language, names in msgspec.convert(tomllib.loads(text), dict[str, dict[str, str]]).items()
    }


def section_name(name: str, language: str) -> str:
    """A section's English name in a language such as `ur-IN`; as the house has it where nothing usual is known."""
    return _usual().get(language.split("-", maxsplit=1)[0].lower(), {}).get(name.casefold(), name)
