"""Open connections between two turns of their host."""

from __future__ import annotations

from dateline.fetching.exchange import Connection, Key


class Shelf:
    """Holds at most `room` idle connections, one a key.

    When it is full a new one is not taken, rather than an old one thrown out: the oldest are those whose host's
    next turn is nearest.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._by_host: dict[str, dict[Key, Connection]] = {}
        self._n = 0

    def keep(self, host: str, key: Key, connection: Connection) -> bool:
        """Put a connection by; False when it cannot be used again or there is no room, and the caller closes it."""
        kept = self._by_host.get(host, {})
        if self._n >= self._room or key in kept or not connection.is_idle():
            return False
        self._by_host.setdefault(host, kept)[key] = connection
        self._n += 1
        return True

    async def take(self, host: str, key: Key) -> Connection | None:
        """The connection kept under a key, if it still lives."""
        connection = self._by_host.get(host, {}).pop(key, None)
        if connection is None:
            return None
        self._n -= 1
        if connection.is_idle() and not connection.has_expired():
            return connection
        await connection.aclose()
        return None

    async def clear(self, host: str) -> None:
        """Close what is kept for a host that has nothing more to do."""
        for connection in self._by_host.pop(host, {}).values():
            self._n -= 1
            await connection.aclose()

    async def clear_all(self) -> None:
        """Close everything."""
        for host in list(self._by_host):
            await self.clear(host)
