"""Which machines may be connected to: those of the open internet (公网地址) only.

A name that a site controls can lead anywhere, also into the network of whoever runs
this.  So the addresses of a name are looked at, and the connection is made to the very
address that was looked at: a name that changes its mind in between (DNS rebinding)
gains nothing.

>>> [is_public(ip) for ip in ("93.184.216.34", "2606:4700::1111")]
[True, True]
>>> [is_public(ip) for ip in ("127.0.0.1", "10.1.2.3", "100.64.0.1", "169.254.169.254",
...  "224.0.0.251", "0.0.0.0", "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1",
...  "64:ff9b::7f00:1", "2002:7f00:1::")]
[False, False, False, False, False, False, False, False, False, False, False, False]
"""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from extract.fetch.outcomes import Refused, TryAgain

Resolver = Callable[[str, int], Sequence[str]]
Permission = Callable[[str], bool]

NAT64 = ip_network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host; TryAgain where there is none.

    >>> resolve("127.0.0.1", 80)
    ['127.0.0.1']
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise TryAgain(f"the name {host} leads to no address") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Say whether an IP address, and any that it carries inside, is of the internet."""
    return all(map(_is_public, _carried(ip_address(address))))


def checked(host: str, found: Sequence[str], permitted: Permission) -> Sequence[str]:
    """Return the addresses of a host; Refused if one of them may not be connected to.

    >>> checked("www.example.gov.cn", ["93.184.216.34", "10.0.0.1"], is_public)
    Traceback (most recent call last):
        ...
    extract.fetch.outcomes.Refused: www.example.gov.cn leads to the address 10.0.0.1, \
which is not of the public internet
    """
    for address in found:
        if not permitted(address):
            raise Refused(
                f"{host} leads to the address {address}, "
                "which is not of the public internet"
            )
    return found


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    local = address.is_private or address.is_link_local or address.is_loopback
    odd = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not (local or odd)


def _carried(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """An IPv4 address within an IPv6 one is where the packets end up."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address in NAT64:
        return [IPv4Address(int(address) & 0xFFFF_FFFF)]
    if address.sixtofour:
        return [address, address.sixtofour]
    return [address, *(address.teredo or ())]
