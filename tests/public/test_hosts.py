"""A home answers to its own names only."""

import pytest

from tests.home_on_disk import Home
from wiredesk.outlets.stores.store import ServedTitle
from wiredesk.public.hosts import Hosts


@pytest.fixture
def hosts(home: Home) -> Hosts:
    options = home.changed(address="https://courier.example", hosts=["www.courier.example", "[fd00::1]"]).options  # type: ignore[arg-type]
    return Hosts(
        options, [ServedTitle("main", "https://courier.example"), ServedTitle("evening", "http://evening.example:81")]
    )


@pytest.mark.parametrize(
    ("host", "title"),
    [
        ("courier.example", "main"),
        ("COURIER.example:443", "main"),
        ("courier.example.", "main"),
        ("www.courier.example:8000", "main"),
        ("localhost", "main"),
        ("127.0.0.1:8000", "main"),
        ("[::1]:8000", "main"),
        ("[::1]", "main"),
        ("[fd00::1]:1", "main"),
        ("evening.example", "evening"),
        ("evening.example:8000", "evening"),
    ],
)
def test_a_name_of_the_house_means_a_title(hosts: Hosts, host: str, title: str) -> None:
    for _ in range(2):
        site = hosts.of(host)
        assert site is not None
        assert site.code == title


@pytest.mark.parametrize(
    "host",
    ["", "elsewhere.example", "courier.example.evil.example", "courier.example:x", "a:80:80", "::1", "@", "[::1"],
)
def test_any_other_name_is_refused(hosts: Hosts, host: str) -> None:
    assert hosts.of(host) is None


def test_only_the_https_title_is_secure(hosts: Hosts) -> None:
    assert [site.secure for host in ("localhost", "evening.example") if (site := hosts.of(host))] == [True, False]


def test_a_home_without_pages_answers_for_its_options(home: Home) -> None:
    site = Hosts(home.options, ()).of("localhost")
    assert site is not None
    assert site.code == "main"
