"""One question to a language model behind an OpenAI-compatible endpoint: bounded in bytes, time and tokens.

The endpoint is the one that the user's settings name, and no other: no redirect is followed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpcore2

from dateline.errors import BrokenWorldError

MAX_BYTES = 1_000_000  # of an answer
_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model answers. `key` is empty where none is needed, as on one's own machine."""

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_s: float = 120.0
    max_tokens: int = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the model said, and what it cost."""

    text: str
    n_prompt_tokens: int
    n_answer_tokens: int
    seconds: float


def make_body(endpoint: Endpoint, rules: str, data: str, schema: Mapping[str, Any]) -> bytes:
    """The request as it is sent: the same for the same question, so that it can be told by a digest."""
    body = {
        "model": endpoint.model,
        "temperature": 0,
        "seed": 0,
        "max_tokens": endpoint.max_tokens,
        "messages": [{"role": "system", "content": rules}, {"role": "user", "content": data}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "sentences", "strict": True, "schema": schema},
        },
    }
    return json.dumps(body, ensure_ascii=False).encode("utf-8")


def ask_model(endpoint: Endpoint, body: bytes) -> Answer:
    """The model's answer. Raises BrokenWorldError where there is none; the key stands in no message."""
    url = endpoint.base_url.rstrip("/") + "/chat/completions"
    headers = {"content-type": "application/json", "accept": "application/json"}
    if endpoint.key:
        headers["authorization"] = f"Bearer {endpoint.key}"
    limits = dict.fromkeys(("connect", "read", "write", "pool"), endpoint.timeout_s)
    start = time.monotonic()
    try:
        status, content = _post(url, headers, body, limits, start + endpoint.timeout_s)
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException, OSError, ValueError) as error:
        raise BrokenWorldError(
            f"The model at {endpoint.base_url} gave no answer ({type(error).__name__}).",
            hint="Check [model] in dateline.toml, and that the server runs.",
        ) from error
    if status != _OK:
        raise BrokenWorldError(f"The model at {endpoint.base_url} answered with status {status}.")
    return _read(content, time.monotonic() - start, endpoint)


def _post(
    url: str, headers: Mapping[str, str], body: bytes, limits: Mapping[str, float], until: float
) -> tuple[int, bytes]:
    with (
        httpcore2.ConnectionPool(max_connections=1) as pool,
        pool.stream(
            "POST", url, headers=list(headers.items()), content=body, extensions={"timeout": dict(limits)}
        ) as response,
    ):
        found = bytearray()
        for part in response.iter_stream():
            found += part
            if len(found) > MAX_BYTES:
                raise ValueError(f"more than {MAX_BYTES:,} bytes")
            if time.monotonic() > until:
                raise TimeoutError("not all of it in time")
        return response.status, bytes(found)


def _read(content: bytes, seconds: float, endpoint: Endpoint) -> Answer:
    try:
        answer = json.loads(content)
        usage = answer.get("usage") or {}
        return Answer(
            text=str(answer["choices"][0]["message"]["content"]),
            n_prompt_tokens=int(usage.get("prompt_tokens") or 0),
            n_answer_tokens=int(usage.get("completion_tokens") or 0),
            seconds=seconds,
        )
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise BrokenWorldError(f"The model at {endpoint.base_url} answered in a form that is not OpenAI's.") from error
