"""Which addresses of the internet are open to a news reader.

A feed or a page can name any host, and a host's owner can give its name any address. Without a guard a stranger
could make Dateline ask the router, a database or a cloud's metadata service, and read the answer in a brief. The
networks are those of the IANA special-purpose registries (IPv4 and IPv6, as of 2025). They are written out here
because Python's own `is_private` and `is_global` changed their minds between patch releases of 3.11.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

# Refused unless the source says so: where an organisation's own servers are.
_PRIVATE = {
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared by a provider's customers",
    "127.0.0.0/8": "this computer",
    "172.16.0.0/12": "private",
    "192.168.0.0/16": "private",
    "198.18.0.0/15": "for measuring networks",
    "::1/128": "this computer",
    "fc00::/7": "private",
    "fec0::/10": "private",
}
# Always refused: no server of news is there, and 169.254.169.254 hands out a cloud machine's keys.
_NEVER = {
    "0.0.0.0/8": "this network",
    "169.254.0.0/16": "link-local",
    "192.0.0.0/24": "for protocols",
    "192.0.2.0/24": "for examples",
    "192.88.99.0/24": "for 6to4 relays",
    "198.51.100.0/24": "for examples",
    "203.0.113.0/24": "for examples",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
    "::/96": "reserved",
    "64:ff9b:1::/48": "for translation inside a network",
    "100::/64": "for discarding",
    "2001::/23": "for protocols, Teredo among them",
    "2001:db8::/32": "for examples",
    "3fff::/20": "for examples",
    "5f00::/16": "for segment routing",
    "fe80::/10": "link-local",
    "ff00::/8": "multicast",
}
_GLOBAL_V6 = ip_network("2000::/3")  # all that is given out of IPv6; the rest is reserved
_NAT64 = ip_network("64:ff9b::/96")
_6TO4 = ip_network("2002::/16")
_SPECIAL = tuple(
    (network.version, int(network.network_address), int(network.netmask), words, may_be_allowed)
    for table, may_be_allowed in ((_PRIVATE, True), (_NEVER, False))
    for network, words in ((ip_network(text), words) for text, words in table.items())
)  # as numbers: every new connection is compared with all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What is open besides the public internet: every private network, or the ones named."""

    every_private: bool = False
    networks: tuple[Network, ...] = ()


@lru_cache(maxsize=4096)
def find_fault(text: str, allowance: Allowance) -> str:
    """Why an address may not be connected to, in words; empty when it may. Never raises."""
    try:
        address = ip_address(text)
    except ValueError:
        return f"{text} is not an address"
    if isinstance(address, IPv6Address) and address.scope_id:
        return f"{text} is bound to one network card"
    special = _find_special(_unwrap(address))
    if special is None:
        return ""
    words, may_be_allowed = special
    if may_be_allowed and (allowance.every_private or _is_in(_unwrap(address), allowance.networks)):
        return ""
    return f"{text} is {words}"


def _unwrap(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one stands for, where that is all it is."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _6TO4:
        return IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    return address


def _find_special(address: IPv4Address | IPv6Address) -> tuple[str, bool] | None:
    number = int(address)
    for version, base, mask, words, may_be_allowed in _SPECIAL:
        if version == address.version and number & mask == base:
            return words, may_be_allowed
    return ("reserved", False) if address.version == 6 and address not in _GLOBAL_V6 else None


def _is_in(address: IPv4Address | IPv6Address, networks: tuple[Network, ...]) -> bool:
    return any(address in network for network in networks)
