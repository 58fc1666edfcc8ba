"""What the house wants of a story in print, as decisions keep it: a few words each way. Pure.

`never`, or any of `must`, `full` and `page 3`; nothing where it is printed by its own merit.
"""

from collections.abc import Iterable

import msgspec

LAST_PAGE = 96
"""The highest page that a story can be pinned to."""


class Printing(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted of a story in print: kept out of it, forced into it, whole, on a page of its own."""

    never: bool = False
    must: bool = False
    full: bool = False
    """No paragraph may be left out."""
    page: int = 0
    """The page that it is pinned to; 0 for any."""

    def __str__(self) -> str:
        return written(self)


BY_MERIT = Printing()


def written(wanted: Printing) -> str:
    """The wish as text."""
    if wanted.never:
        return "never"
    words = [name for name in ("must", "full") if getattr(wanted, name)]
    return ", ".join([*words, *([f"page {wanted.page}"] if wanted.page else [])])


def printing_of(text: str) -> Printing:
    """Text as a wish; what is nothing of the kind is left out."""
    words = [word.strip() for word in text.split(",")]
    if "never" in words:
        return Printing(never=True)
    pages = [word.removeprefix("page ") for word in words if word.startswith("page ")]
    page = next((int(one) for one in pages if one.isascii() and one.isdecimal() and len(one) < 4), 0)
    return Printing(must="must" in words or page > 0, full="full" in words, page=page)


def added_up(said: Iterable[tuple[str, bool]]) -> Printing:
    """What decisions about print come to, oldest first, each as its value and whether a person took it.

    The last counts, and a person's stands against a later one of a rule.
    """
    wanted, by_hand = BY_MERIT, False
    for value, by_person in said:
        if by_person or not by_hand:
            wanted, by_hand = printing_of(value), by_person
    return wanted
