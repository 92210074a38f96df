"""JSON with a tag that changes when it does, and pages that say what follows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import Response

from dateline import codec
from dateline.web.api.cursors import Key, Paging, write_cursor

JSON = "application/json"
_KEPT = {"cache-control": "private, no-cache", "vary": "Accept, Authorization, Cookie"}


def give(
    request: Request,
    value: Any,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    changed_at: datetime | None = None,
) -> Response:
    """A value as JSON."""
    return give_text(request, codec.encode(value), JSON, status=status, headers=headers, changed_at=changed_at)


def give_text(
    request: Request,
    text: str | bytes,
    media_type: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    changed_at: datetime | None = None,
) -> Response:
    """A text or a file; 304 without it where the asker has it already. `changed_at`: when it last changed, if known."""
    body = text.encode() if isinstance(text, str) else text
    if request.method != "GET":
        return Response(body, status, {**(headers or {}), "cache-control": "no-store"}, media_type)
    tag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    sent = {**_KEPT, "etag": tag, **(headers or {})}
    if changed_at is not None:
        sent["last-modified"] = format_datetime(changed_at.astimezone(UTC), usegmt=True)
    if _is_known(request, tag, changed_at):
        return Response(None, 304, sent)
    return Response(body, status, sent, media_type)


def _is_known(request: Request, tag: str, changed_at: datetime | None) -> bool:
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return any(one.strip().removeprefix("W/") in (tag, "*") for one in tags.split(","))
    since = request.headers.get("if-modified-since")
    if since is None or changed_at is None:
        return False
    try:
        return changed_at.replace(microsecond=0) <= parsedate_to_datetime(since).astimezone(UTC)
    except ValueError:
        return False


def give_page(request: Request, paging: Paging, items: Sequence[Any], last: Key | None) -> Response:
    """A page; `last`: the key of its last item, where more follow."""
    if last is None:
        return give(request, {"items": items, "next": None})
    cursor = write_cursor(paging, last)
    return give(request, {"items": items, "next": cursor}, headers=link_to(request, cursor))


def link_to(request: Request, cursor: str) -> Mapping[str, str]:
    """The header that leads to the next page."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != "cursor"]
    return {"link": f'<{request.url.path}?{urlencode([*kept, ("cursor", cursor)])}>; rel="next"'}


def give_all(request: Request, items: Sequence[Any]) -> Response:
    """A list that has one page."""
    return give(request, {"items": items, "next": None})
