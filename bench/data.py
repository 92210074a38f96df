from __future__ import annotations
import json
from importlib import resources
from typing import Any


def read_demo_rows() -> list[dict[str, Any]]:
    """The bundled demo reports as they stand in their file."""
    file = resources.files("dateline") / "data" / "demo" / "sahel_reports.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
