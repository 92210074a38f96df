"""Where the models of this package lie."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "data" / "models" / "classify"
