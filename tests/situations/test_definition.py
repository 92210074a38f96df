"""Situation files."""

from datetime import date
from pathlib import Path

import pytest

from dateline.errors import DefinitionError, UnreadableFile
from dateline.situations import read_definition


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_every_key(tmp_path: Path) -> None:
    """Countries bring all their names, terms and aliases are added, actors and since are kept."""
    situation = read_definition(
        write(
            tmp_path / "x.toml",
            'name = "Goma"\ntitle = "Goma under siege"\ncountries = ["DR Congo"]\nterms = ["M23"]\naliases = ["Kivu"]\n'
            'exclude = ["Goma Air"]\nsince = 2012-01-01\n[actors]\n"March 23 Movement" = ["M23"]\n',
        )
    )
    assert situation.situation_id == "goma"
    assert situation.title == "Goma under siege"
    assert {"Congolese", "Kinshasa", "M23", "Kivu"} <= set(situation.facets[0])
    assert situation.countries == ("CD",)
    assert situation.exclude == ("Goma Air",)
    assert situation.since == date(2012, 1, 1)
    assert situation.actors == (("March 23 Movement", ("M23",)),)


def test_name_defaults_to_the_file(tmp_path: Path) -> None:
    """Without a name the file's name is it."""
    assert read_definition(write(tmp_path / "Port Sudan.toml", 'terms = ["RSF"]')).situation_id == "port-sudan"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("terms = [", "not TOML"),
        ('colour = "red"', "Unknown key 'colour'"),
        ("", "nothing to look for"),
        ('countries = ["Atlantis"]', "Atlantis"),
        ('terms = "RSF"', "list of texts"),
        ('terms = ["RSF"]\nsince = "soon"', "expected a day"),
        ('terms = ["RSF"]\nactors = ["x"]', "table"),
        ('terms = ["RSF"]\nname = "!!"', "letter or digit"),
    ],
)
def test_says_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    """A file that cannot be understood is refused with the key and what was expected."""
    with pytest.raises(DefinitionError, match=said):
        read_definition(write(tmp_path / "x.toml", text))


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a broken world, not a wrong definition."""
    with pytest.raises(UnreadableFile):
        read_definition(tmp_path / "none.toml")
