"""The gold files: sentences of the bundled reports with labels given by reading them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_GOLD = Path(__file__).with_name("gold")


def read_gold(name: str) -> list[dict[str, Any]]:
    """The labelled sentences of one gold file, in the order they were labelled."""
    lines = (_GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]
