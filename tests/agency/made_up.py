"""The day that the tests of the agency share, made once."""

from datetime import UTC, datetime
from functools import cache

from lxml import etree

from wiredesk.agency.scenario import Day, day

START = datetime(2026, 3, 8, 18, 30, tzinfo=UTC)
"""Midnight in the agency's zone."""
END = 86_400.0
BASE = "http://127.0.0.1:8100/"


@cache
def whole_day(seed: int = 7) -> Day:
    """The day of a seed at the pace of a day."""
    return day(seed, start=START)


def strict(data: bytes) -> etree._Element:
    """The document's root, or etree.XMLSyntaxError."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=False))
