"""What may never be fetched: the table, the corpus of hostile URLs, and the laws between them."""

import _socket
import ipaddress
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.common.errors import FetchError, Forbidden
from wiredesk.common.fetch import Request, fetch
from wiredesk.common.fetch.addresses import why_forbidden
from wiredesk.common.fetch.urls import checked

SSRF = Path(__file__).parents[2].parent / "shared" / "corpora" / "ssrf"
needs_corpus = pytest.mark.skipif(not SSRF.is_dir(), reason="the corpus of hostile addresses is not on this machine")

PUBLIC = ("8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "2a00:1450:4009::5efe")

BLOCKS = ("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
private_v4 = st.sampled_from(BLOCKS).flatmap(lambda block: st.ip_addresses(v=4, network=block))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_fetched(address: str) -> None:
    assert why_forbidden(address) is None


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("169.254.169.254", "credentials"),
        ("::ffff:127.0.0.1", "this machine"),
        ("fe80::1%eth0", "outside the public part"),
        ("2002:7f00:1::1", "127.0.0.1 inside 6to4"),
        ("2001:0:80ff:fffe::1", "Teredo"),
        ("64:ff9b:1::a00:1", "10.0.0.1 inside local NAT64"),
        ("2a00:1450::5efe:7f00:1", "127.0.0.1 inside ISATAP"),
    ],
)
def test_the_reason_names_what_the_address_really_is(address: str, reason: str) -> None:
    assert reason in (why_forbidden(address) or "")


@given(private_v4)
def test_a_private_address_is_found_inside_every_kind_of_ipv6(private: ipaddress.IPv4Address) -> None:
    low = int(private)
    flipped = low ^ 0xFFFFFFFF
    for number in (
        (0xFFFF << 32) | low,
        low,
        (0xFFFF << 48) | low,
        (0x64FF9B << 96) | low,
        (0x64FF9B0001 << 80) | low,
        (0x2002 << 112) | (low << 80) | 1,
        (0x20010000 << 96) | flipped,
        (0x2A001450 << 96) | (0x5EFE << 32) | low,
        (0x2A001450 << 96) | (0x02005EFE << 32) | low,
    ):
        assert why_forbidden(str(ipaddress.IPv6Address(number)))


@needs_corpus
def test_every_block_of_the_list_is_forbidden_at_both_ends() -> None:
    lines = (SSRF / "antissrf-recommendedV1-cidrs.txt").read_text().splitlines()
    blocks = [ipaddress.ip_network(line) for line in lines if line and not line.startswith("#")]
    assert len(blocks) == 35
    allowed = [str(end) for block in blocks for end in (block[0], block[-1]) if why_forbidden(str(end)) is None]
    assert allowed == []


@pytest.fixture
def no_socket(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Look-ups as a name server under the attacker's hand would answer them, and a list of the sockets opened."""
    opened: list[object] = []
    # The C function itself: the guard over every test sees names in numbers such as 0x7f000001.
    numbers = _socket.getaddrinfo

    def to_this_machine(host: bytes, port: int, **more: Any) -> Any:
        try:
            socket.inet_aton(host.decode())
        except OSError:
            host = host if b":" in host else b"127.0.0.1"
        return numbers(host, port, 0, more["type"], 0, socket.AI_NUMERICHOST)

    def opening(*args: object, **more: object) -> None:
        opened.append(args)
        raise OSError("opened")

    monkeypatch.setattr(socket, "getaddrinfo", to_this_machine)
    monkeypatch.setattr(socket, "create_connection", opening)
    monkeypatch.setattr(socket.socket, "connect", opening)
    return opened


def test_a_name_that_leads_home_opens_no_socket(no_socket: list[object]) -> None:
    with pytest.raises(Forbidden, match=r"127\.0\.0\.1, and that is this machine"):
        fetch(Request(url="http://innocent.example/feed"))
    assert no_socket == []


@needs_corpus
def test_no_hostile_url_opens_a_socket(no_socket: list[object]) -> None:
    lines = (SSRF / "own-ssrf-urls.tsv").read_text().splitlines()[1:]
    urls = [line.split("\t")[0].encode().decode("unicode_escape").encode("latin-1").decode() for line in lines]
    assert len(urls) == 439
    for url in urls:
        with pytest.raises(FetchError):
            fetch(Request(url=url))
        assert no_socket == [], url


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/feed",
        "file:///etc/passwd",
        "http://name:word@example.org/feed",
        "http://example.org\\@127.0.0.1/",
        "http://exa%6dple.org/",
        "http://example.org/a\tb",
        "http://" + "a" * 64 + ".example/",
        "http://-a.example/",
    ],
)
def test_what_two_readers_could_read_differently_is_refused(url: str) -> None:
    with pytest.raises(Forbidden):
        checked(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("  http://example.org/feed\n", "example.org"),
        ("https://EXAMPLE.org:8443/a b?c=d", "example.org"),
        ("http://wire_one.example.org/", "wire_one.example.org"),
        ("http://bücher.example/", "xn--bcher-kva.example"),
        ("http://[2606:2800:220:1::1]:8080/", "2606:2800:220:1::1"),
    ],
)
def test_ordinary_addresses_are_read_as_they_are(url: str, host: str) -> None:
    assert checked(url).raw_host == host.encode()
