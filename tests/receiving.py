"""Servers on this computer that take what Dateline sends: mail by SMTP, events by HTTP."""

from __future__ import annotations

import asyncio
import base64
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Mail:
    """A message as it was taken."""

    sender: str
    recipients: tuple[str, ...]
    body: bytes

    @property
    def message(self) -> EmailMessage:
        """The message, read."""
        found = message_from_bytes(self.body, policy=default)
        assert isinstance(found, EmailMessage)
        return found


class MailServer:
    """A mail server that keeps what it gets. `refuses` are commands it answers with 451; a `login` it asks for; `tls`
    it speaks from the first byte on."""

    def __init__(
        self, refuses: Sequence[str] = (), login: tuple[str, str] | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self._tls = tls
        self.refuses = set(refuses)
        self.taken: list[Mail] = []
        self._login = login
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        server = asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        starting = asyncio.run_coroutine_threadsafe(server, self._loop)
        self._server = starting.result(5)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sender, recipients, is_known = "", list[str](), self._login is None
        writer.write(b"220 ready\r\n")
        while line := (await reader.readline()).decode().strip():
            command = line.split(" ")[0].upper()
            answer = "250 ok"
            if command in self.refuses:
                answer = "451 not now"
            elif command == "EHLO":
                answer = "250-here\r\n250 AUTH PLAIN" if self._login else "250 here"
            elif command == "AUTH":
                given = base64.b64decode(line.split(" ")[2]).decode().split("\0")[1:]
                is_known = tuple(given) == self._login
                answer = "235 welcome" if is_known else "535 unknown"
            elif command == "MAIL":
                sender = line.partition("<")[2].partition(">")[0]
                answer = answer if is_known else "530 log in first"
            elif command == "RCPT":
                recipients.append(line.partition("<")[2].partition(">")[0])
            elif command == "DATA":
                writer.write(b"354 go on\r\n")
                body = await reader.readuntil(b"\r\n.\r\n")
                self.taken.append(Mail(sender, tuple(recipients), body[:-3].replace(b"\r\n..", b"\r\n.")))
            elif command == "QUIT":
                writer.write(b"221 bye\r\n")
                break
            writer.write(answer.encode() + b"\r\n")
        writer.close()


@dataclass(frozen=True, slots=True)
class Posted:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Receiver:
    """An HTTP server that keeps what is posted; `answer` gives the status and headers for each request in turn."""

    answer: Callable[[int], tuple[int, Mapping[str, str]]] = lambda _: (204, {})
    posted: list[Posted] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            """Takes POST and nothing else."""

            def do_POST(self) -> None:
                """Keep it and answer."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.posted.append(Posted(self.path, dict(self.headers), body))
                status, headers = receiver.answer(len(receiver.posted))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it listens."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_address[1]}/hook?of=dateline"
