"""IP addresses: which of them are on the internet, and hide no other one."""

from __future__ import annotations

import ipaddress
from typing import Final

#: IPv4 addresses inside IPv6 ones, global and of one's own network (RFC 6052; RFC 8215).
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL_NAT64: Final = ipaddress.IPv6Network("64:ff9b:1::/48")


def is_public(address: str) -> bool:
    """Tell whether an IP address is on the internet, and hides no other one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _LOCAL_NAT64:
            return False
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        return ip.is_global and not ip.is_multicast and (inner is None or is_public(str(inner)))
    return ip.is_global and not ip.is_multicast
