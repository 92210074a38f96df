"""One message to the mail server that the user's settings name, and to no other."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.errors import BrokenWorldError

SECURITIES = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed over. `user` is empty where none is needed. `trust_file` holds certificates (PEM) to trust
    besides the system's."""

    host: str
    port: int
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_s: float = 30.0
    trust_file: str = ""


def send_mail(server: MailServer, message: bytes, sender: str, recipients: Sequence[str]) -> None:
    """Hand a message over for all recipients. Raises BrokenWorldError where not all of them were taken.

    The password stands in no message, and goes over no line in the clear unless the settings say security = "none".
    """
    try:
        with _connect(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            refused = connection.sendmail(sender, list(recipients), message)
    except smtplib.SMTPAuthenticationError as error:
        raise _broken(server, f"the user name or password is not taken (code {error.smtp_code})") from error
    except smtplib.SMTPResponseException as error:
        raise _broken(server, f"code {error.smtp_code}") from error
    except (OSError, ValueError) as error:
        raise _broken(server, type(error).__name__) from error
    if refused:
        raise _broken(server, f"{len(refused)} of {len(recipients)} recipients were not taken")


def _connect(server: MailServer) -> smtplib.SMTP:
    if server.security == "none":
        return smtplib.SMTP(server.host, server.port, timeout=server.timeout_s)
    context = ssl.create_default_context()
    if server.trust_file:
        context.load_verify_locations(server.trust_file)
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout_s, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout_s)
    try:
        connection.starttls(context=context)
    except BaseException:
        connection.close()
        raise
    return connection


def _broken(server: MailServer, why: str) -> BrokenWorldError:
    return BrokenWorldError(
        f"The mail server {server.host}:{server.port} did not take the message: {why}.",
        hint="Check [mail] in dateline.toml, and that the server runs.",
    )
