"""Whose request it is, also behind proxies: the nearest address that is not a trusted proxy's."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from starlette.requests import Request

from ebay_connector.settings import Settings, parse_networks

Address = IPv4Address | IPv6Address


def client_address(request: Request, settings: Settings) -> str:
    """Each proxy adds whom it was asked by at the right, so what stands left of an untrusted one may be invented."""
    networks = parse_networks(settings.trusted_proxies)
    peer = request.client.host if request.client else "unknown"
    forwarded = ",".join(request.headers.getlist("X-Forwarded-For")).split(",")
    found = peer
    for text in [peer, *reversed(forwarded)]:
        address = _parsed(text)
        if address is None:
            break
        found = str(address)
        if not any(address in network for network in networks):
            break
    return found


def _parsed(text: str) -> Address | None:
    """An address that may carry a port, as some proxies write it: 192.0.2.1:443 or [2001:db8::1]:443."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address
