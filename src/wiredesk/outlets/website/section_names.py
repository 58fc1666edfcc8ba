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


def section_name(name: str, language: str, own: str) -> str:
    """A section's English name in a language such as `ur-IN`; as the house has it where nothing usual is known.

    In the paper's `own` language too, in whatever country: there the house has said itself what it is called.
    """
    if _base(language) == _base(own):
        return name
    return _usual().get(_base(language), {}).get(name.casefold(), name)


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()
