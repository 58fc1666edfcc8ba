"""Says which internet addresses may never be fetched, and why, in words for the desk.

Pure: an address in, a reason or None out. The blocks are IANA's special-purpose registries (RFC 6890 and what
followed), and the few that clouds have put inside public space. `ipaddress.is_global` alone would not do: it depends
on the Python release, calls the relays of 6to4 global, and does not look at an IPv4 address inside an IPv6 one.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(block), reason)
    for block, reason in (
        ("0.0.0.0/8", "this network itself"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a carrier's shared space"),
        ("127.0.0.0/8", "this machine"),
        # Azure answers machines from a public-looking address: credentials can be read there.
        ("168.63.129.16/32", "a cloud's own service"),
        ("169.254.0.0/16", "link-local, where clouds keep credentials"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "kept for documentation"),
        ("192.31.196.0/24", "reserved for AS112"),
        ("192.52.193.0/24", "reserved for multicast tunnels"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private network"),
        ("192.175.48.0/24", "reserved for AS112"),
        ("198.18.0.0/15", "kept for measurements"),
        ("198.51.100.0/24", "kept for documentation"),
        ("203.0.113.0/24", "kept for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)

# Everything public that IPv6 has lies in 2000::/3; what is special inside it follows.
_V6_PUBLIC = IPv6Network("2000::/3")
_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(block), reason)
    for block, reason in (
        ("2001::/23", "reserved for protocols, Teredo among them"),
        ("2001:db8::/32", "kept for documentation"),
        ("2002::/16", "6to4, which ends at an IPv4 address"),
        ("2620:4f:8000::/48", "reserved for AS112"),
        ("3ffe::/16", "returned to the registry"),
        ("3fff::/20", "kept for documentation"),
    )
)

_LAST_32_BITS = (
    (IPv6Network("::/96"), "IPv4-compatible"),
    (IPv6Network("::ffff:0:0:0/96"), "IPv4-translated"),
    (IPv6Network("64:ff9b::/96"), "NAT64"),
    (IPv6Network("64:ff9b:1::/48"), "local NAT64"),
)
_ISATAP = (0x00005EFE, 0x02005EFE)
_LOW = 0xFFFF_FFFF


def why_forbidden(address: str) -> str | None:
    """Why this address may never be fetched, as words that follow "it is"; None when it may.

    `address` is one that a resolver returned, with or without an IPv6 zone. Raises ValueError for anything else.
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv4Address):
        return _why_v4(ip)
    if (mapped := ip.ipv4_mapped) is not None:
        return _why_v4(mapped)
    for inside, how in _inside(ip):
        if reason := _why_v4(inside):
            return f"{inside} inside {how} ({reason})"
    if ip not in _V6_PUBLIC:
        return "outside the public part of IPv6"
    for block, reason in _V6:
        if ip in block:
            return reason
    return None if ip.is_global else "not a public address"


def _why_v4(ip: IPv4Address) -> str | None:
    for block, reason in _V4:
        if ip in block:
            return reason
    return None if ip.is_global else "not a public address"


def _inside(ip: IPv6Address) -> list[tuple[IPv4Address, str]]:
    """Every IPv4 address that a gateway could take out of this IPv6 one, and the scheme it would follow."""
    number = int(ip)
    low = IPv4Address(number & _LOW)
    found = [(low, how) for block, how in _LAST_32_BITS if ip in block]
    if ip.sixtofour is not None:
        found.append((ip.sixtofour, "6to4"))
    if ip.teredo is not None:
        found += [(ip.teredo[0], "Teredo's server"), (ip.teredo[1], "Teredo")]
    if (number >> 32) & _LOW in _ISATAP:
        found.append((low, "ISATAP"))
    return found
