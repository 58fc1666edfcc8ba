"""Numbers as a language's readers write them: its own digits where CLDR says that it uses them, and its grouping."""

from functools import lru_cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

LATIN = "latn"
ZEROS = MappingProxyType(
    {"arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "deva": 0x966, "gujr": 0xAE6, "guru": 0xA66, "knda": 0xCE6}
    | {"mlym": 0xD66, "mymr": 0x1040, "orya": 0xB66, "tamldec": 0xBE6, "telu": 0xC66}
)
"""CLDR's decimal numbering systems and their zero; Unicode has the other nine digits behind it."""


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """CLDR's locale for a language such as `ur-IN`; English where it has none."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


@lru_cache(maxsize=64)
def _digits(language: str) -> dict[int, int] | None:
    zero = ZEROS.get(locale_of(language).default_numbering_system)
    return {ord("0") + digit: zero + digit for digit in range(10)} if zero is not None else None


def native(text: str, language: str) -> str:
    """The text with every Latin digit in it as the language writes it: Babel itself writes Latin ones always."""
    digits = _digits(language)
    return text.translate(digits) if digits else text


def number(value: int, language: str) -> str:
    """A count, grouped and in the language's digits: `1,23,456` for `en-IN`, `१,२३,४५६` for `mr`."""
    if -1000 < value < 1000:
        return native(str(value), language)
    return native(format_decimal(value, locale=locale_of(language), numbering_system="default"), language)
