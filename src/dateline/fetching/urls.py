"""Addresses as they are asked for: checked, in ASCII, and split where the network needs them split."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from dateline.errors import UsageError

MAX_URL = 4096  # characters; no feed or report needs more, and robots.txt rules are matched along them
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?")
_IPV6 = re.compile(r"[0-9a-f:.]{2,45}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PATH_SAFE = "!#$%&'()*+,/:;=?@[]~"  # what may stand in a path or a query as it is; "%" so nothing is quoted twice


class UrlFault(UsageError):  # noqa: N818 - reads as what it is
    """An address that cannot be asked for."""


@dataclass(frozen=True, slots=True)
class Url:
    """An http or https address without a fragment. `host` is lower-case ASCII, an IPv6 address without brackets."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: what robots.txt and credentials hold for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them: the port is left out where it is the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"


def parse_url(text: str) -> Url:
    """Read an address as strictly as safety needs and as kindly as feeds are written. Raises UrlFault.

    Spaces and other scripts in the path are quoted, a host in another script becomes its ASCII form. A name or
    password is refused: it would be kept with everything found there.
    """
    text = text.strip()
    if len(text) > MAX_URL or _CONTROL.search(text):
        raise UrlFault("the address is too long or has control characters in it")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise UrlFault(f"the address cannot be read: {error}") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise UrlFault(f"'{scheme[:20]}' is not http or https")
    if "@" in parts.netloc:
        raise UrlFault("the address holds a name or a password")
    if port == 0:
        raise UrlFault("0 is no port")
    target = quote(parts.path or "/", safe=_PATH_SAFE.replace("?", "").replace("#", ""), errors="replace")
    if parts.query:
        target += "?" + quote(parts.query, safe=_PATH_SAFE, errors="replace")
    if not target.startswith("/"):
        raise UrlFault("the path does not begin with a slash")
    return Url(scheme, _read_host(parts.hostname or ""), port or _PORTS[scheme], target)


def join_url(base: Url, location: str) -> Url:
    """Where a redirect leads. Raises UrlFault."""
    try:
        joined = urljoin(str(base), location.strip())
    except ValueError as error:
        raise UrlFault(f"the address cannot be read: {error}") from error
    return parse_url(joined)


def _read_host(host: str) -> str:
    if ":" in host:
        if _IPV6.fullmatch(host):
            return host
        raise UrlFault("the host is not an IPv6 address")
    if not host.isascii():
        host = _to_ascii(host)
    if len(host) > 253 or not _HOST.fullmatch(host) or any(len(label) > 63 for label in host.split(".")):
        raise UrlFault("the address has no host that can be looked up")
    return host


def _to_ascii(host: str) -> str:
    import idna  # only hosts in other scripts need its tables

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise UrlFault(f"the host has no ASCII form: {error}") from error
