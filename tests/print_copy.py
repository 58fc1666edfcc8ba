"""Stories for printed pages, in our own words: enough of each that a page fills."""

from tests.newspaper import item

_PLACES = ("Port Anjal", "Nasirkot", "Kelapor", "Dharvel", "Belkund", "Sonbari")
_THINGS = ("quay", "bridge", "market", "ferry", "school", "reservoir", "lighthouse", "tannery", "orchard", "library")
_SAID = (
    "The {thing} at {place} opened on Sunday after {n} weeks of work, the municipality said.",
    "About {n} people had waited at the gate since dawn, and the first of them brought flowers for the builders.",
    "Engineer Tavi Roan said that the {thing} had been measured {n} times and that nothing in it had moved.",
    "Those who live beside the {thing} asked for more lamps along the way, and for a bench where one can sit.",
    "The work was paid for with {n} small loans, the last of which the bank at {place} gave on Thursday.",
    "The council looks at the {thing} again in spring, when the water stands highest in the channel.",
)


def copy(number: int, *, paragraphs: int = 6, extra: str = "") -> str:
    """One item of the wire, unlike every other; `guid` is s and the number."""
    thing, place = _THINGS[number % len(_THINGS)], _PLACES[number % len(_PLACES)]
    words = [line.format(thing=thing, place=place, n=number + 3) for line in _SAID]
    text = tuple(words[(number + at) % len(words)] for at in range(min(paragraphs, len(words))))
    return item(f"s{number}", f"The {thing} of {place} opens for the {number + 2}th time", text, extra=extra)


def a_day(count: int) -> list[str]:
    """So many of them."""
    return [copy(number) for number in range(count)]
