"""The only door to the network: names are looked up, every address is checked, and the checked one is connected to.

The guard sits beneath the HTTP library, as its network backend, so that nothing can be asked around it: each new
connection, whatever redirect or robots.txt it is for, looks its host up anew and connects to the very address that
was checked. A name that turns to a private address between two questions (rebinding) is caught, and TLS still
checks the certificate against the name.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpcore2

from dateline.fetching.addresses import Allowance, find_fault
from dateline.fetching.outcomes import Reason, Refused, Unreachable

Resolver = Callable[[str], Sequence[str]]
"""The addresses of a host, by a call that may block. Raises OSError when it has none."""

MAX_LOOKUPS = 32  # at once; a dead name server takes 5 to 30 s to be given up
_MAX_ADDRESSES = 4  # of one host that are tried; large sites have two of each kind


def look_up(host: str) -> Sequence[str]:
    """The addresses of a host as the system has them. Raises OSError."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(str(error)) from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class Door(httpcore2.AsyncNetworkBackend):
    """Connects to what one request may connect to. `lookups` is where blocking look-ups run."""

    def __init__(self, allowance: Allowance, resolve: Resolver, lookups: ThreadPoolExecutor) -> None:
        self._allowance = allowance
        self._resolve = resolve
        self._lookups = lookups

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        *_: object,
        **__: object,
    ) -> httpcore2.AsyncNetworkStream:
        """A connection to a checked address of the host. Raises Refused."""
        loop = asyncio.get_running_loop()
        deadline = None if timeout is None else loop.time() + timeout
        try:
            async with asyncio.timeout_at(deadline):
                addresses = await self.find_addresses(host)
                return await _connect_first(addresses, port, deadline)
        except TimeoutError:
            raise Unreachable(Reason.TIMEOUT, f"no connection within {timeout:g} s") from None

    async def find_addresses(self, host: str) -> Sequence[str]:
        """The addresses of a host, every one of them checked. Raises Refused."""
        addresses = [host] if _is_address(host) else await self._look_up(host)
        for address in addresses:
            fault = find_fault(address, self._allowance)
            if fault:
                raise Refused(Reason.PRIVATE_ADDRESS, fault if address == host else f"{host}: {fault}")
        return addresses[:_MAX_ADDRESSES]

    async def _look_up(self, host: str) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._lookups, self._resolve, host)
        except OSError as error:
            raise Unreachable(Reason.DNS, f"{host}: {error.strerror or error}") from error
        if not found:
            raise Unreachable(Reason.DNS, f"{host} has no address")
        return found


class PlainStream(httpcore2.AsyncNetworkStream):
    """A connection without TLS, straight on its socket: a third faster than the transports of asyncio."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to so many bytes; none at the end."""
        try:
            return self._socket.recv(max_bytes)
        except BlockingIOError:
            pass
        try:
            async with asyncio.timeout(timeout):
                return await asyncio.get_running_loop().sock_recv(self._socket, max_bytes)
        except TimeoutError:
            raise _silent(timeout) from None

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        try:
            n_sent = self._socket.send(buffer) if buffer else 0  # a request fits into the socket's buffer
        except BlockingIOError:
            n_sent = 0
        if n_sent == len(buffer):
            return
        try:
            async with asyncio.timeout(timeout):
                await asyncio.get_running_loop().sock_sendall(self._socket, buffer[n_sent:])
        except TimeoutError:
            raise _silent(timeout) from None

    async def aclose(self) -> None:
        """Close the socket."""
        self._socket.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """The same connection under TLS. Raises Refused."""
        try:
            async with asyncio.timeout(timeout):
                reader, writer = await asyncio.open_connection(
                    sock=self._socket, ssl=ssl_context, server_hostname=server_hostname
                )
        except TimeoutError:
            self._socket.close()
            raise Unreachable(Reason.TIMEOUT, f"no TLS within {timeout:g} s") from None
        except (OSError, ssl.SSLError) as error:
            self._socket.close()
            raise Unreachable(Reason.TLS, str(getattr(error, "verify_message", "") or error)[:200]) from error
        return TlsStream(reader, writer)

    def get_extra_info(self, info: str) -> Any:
        """What the HTTP library asks of an idle connection: whether something came, which can only be its end."""
        return _is_readable(self._socket) if info == "is_readable" else None


class TlsStream(httpcore2.AsyncNetworkStream):
    """A connection under TLS. What is not read stays at the sender: asyncio holds at most 128 KB."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to so many bytes; none at the end."""
        try:
            async with asyncio.timeout(timeout):
                return await self._reader.read(max_bytes)
        except TimeoutError:
            raise _silent(timeout) from None

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        try:
            self._writer.write(buffer)
            async with asyncio.timeout(timeout):
                await self._writer.drain()
        except TimeoutError:
            raise _silent(timeout) from None

    async def aclose(self) -> None:
        """Close it without waiting for the other side's good-bye: everything wanted was read."""
        self._writer.transport.abort()

    def get_extra_info(self, info: str) -> Any:
        """What the HTTP library asks: the protocol agreed on, and whether the connection has ended."""
        if info == "ssl_object":
            return self._writer.get_extra_info("ssl_object")
        if info == "is_readable":
            return self._reader.at_eof() or self._writer.transport.is_closing()
        return None


async def _connect_first(addresses: Sequence[str], port: int, deadline: float | None) -> PlainStream:
    """The first address that answers; half of the time that is left for each but the last. Raises Refused."""
    loop = asyncio.get_running_loop()
    for n_left, address in zip(range(len(addresses) - 1, -1, -1), addresses, strict=True):
        if n_left == 0:
            return await _connect(address, port)
        until = deadline if deadline is None else (loop.time() + deadline) / 2
        with contextlib.suppress(Unreachable, TimeoutError):
            async with asyncio.timeout_at(until):
                return await _connect(address, port)
    raise Unreachable(Reason.DNS, "the host has no address")


async def _connect(address: str, port: int) -> PlainStream:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setblocking(False)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(sock, (address, port))
    except OSError as error:
        sock.close()
        raise Unreachable(Reason.REFUSED, f"{address}: {error.strerror or error}") from error
    except BaseException:
        sock.close()
        raise
    return PlainStream(sock)


def _is_address(host: str) -> bool:
    """Whether a host is an address already; forms such as 0x7f.1 are not, and go the way of names."""
    try:
        socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)
    except OSError:
        return False
    return True


def _is_readable(sock: socket.socket) -> bool:
    if sock.fileno() < 0:
        return True
    try:
        sock.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _silent(timeout: float | None) -> Refused:
    return Refused(Reason.TIMEOUT, f"silent for {timeout:g} s" if timeout is not None else "silent")
