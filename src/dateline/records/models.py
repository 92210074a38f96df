"""What was asked of a language model and what it said: no call is made twice, and each can be accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One call. `prompt_hash` is a digest of everything that was sent; tokens as the server counted them, 0 where it
    does not say; `seconds` it took."""

    model: str
    prompt_hash: str
    answer: str
    n_prompt_tokens: int
    n_answer_tokens: int
    seconds: float
    asked_at: datetime
