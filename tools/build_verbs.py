"""Verb stems with their PLOVER types, from the CAMEO verb dictionaries: `python tools/build_verbs.py DICT_FOLDER TABLE`.

DICT_FOLDER holds CAMEO.2.0.txt (Open Event Data Alliance, MIT); TABLE is the published conversion of CAMEO codes to
PLOVER. Written to data/events/verbs.tsv: language, stem, the types of the verb and its patterns, the commonest first.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from dateline.reading.events.grammar import stem

TARGET = Path(__file__).resolve().parents[1] / "src" / "dateline" / "data" / "events" / "verbs.tsv"
RENAMED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
OWN = 5  # a verb's own type counts as much as so many of its patterns
SHARE = 0.15  # of a verb's patterns: rarer types are left out
_CODE = re.compile(r"\[(\d{2,4}|---)\]")
HEADER = """# Verb stems and the PLOVER types of their patterns, made by tools/build_verbs.py; see README.md in this folder.
"""


def main(folder: Path, conversion: Path) -> None:
    """Write the table."""
    plover = _read_conversion(conversion)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    block = ""
    for line in (folder / "CAMEO.2.0.txt").read_text(encoding="utf-8", errors="replace").splitlines():
        code = _CODE.search(line)
        root = plover.get(code[1], "") if code else ""
        if line.startswith("---"):
            block = root
        elif line.startswith("- "):  # a pattern; the comment names the verb that it was found with
            verb = re.search(r"# *([A-Z]+)", line)
            if verb and root:
                found[stem(verb[1], "en")][root] += 1
        elif verb := re.match(r"[A-Z]+", line):
            if root or block:
                found[stem(verb[0], "en")][root or block] += OWN
    rows = [f"en\t{key}\t{' '.join(_common(roots))}" for key, roots in sorted(found.items()) if len(key) > 2]
    TARGET.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")


def _read_conversion(file: Path) -> dict[str, str]:
    rows = re.findall(r"^(\d{3,4}): *([A-Z]+)", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {code: RENAMED.get(root, root) for code, root in rows}


def _common(roots: Counter[str]) -> list[str]:
    total = roots.total()
    return [root for root, n in sorted(roots.items(), key=lambda item: (-item[1], item[0])) if n >= SHARE * total]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
