"""Who says it stays with what is said."""

from dateline.briefs.speakers import find_fuller, keeps_speakers, name_speaker, opens_with_speaker
from dateline.briefs.understood import is_unreal, statements_in
from telling import Line, read_all, read_lines


def test_shortening_never_loses_the_speaker() -> None:
    """A head that still says what somebody said has to say who said it."""
    line: Line = ("2025-10-01", "Rebels killed ten soldiers near Gao, the army said on Monday, after weeks of calm.")
    [excerpt] = read_lines([line])
    keeps = keeps_speakers(statements_in(read_all([line]), excerpt))
    assert keeps("Rebels killed ten soldiers near Gao, the army said on Monday")
    assert not keeps("Rebels killed ten soldiers near Gao")


def test_a_pronoun_speaker_is_named() -> None:
    """ "He said" takes the name of the one person named before; of two it takes neither."""
    one: Line = ("2025-10-01", "President Ivan Petrov visits Gao. He says that the army will stay.")
    readings, [_, second] = read_all([one]), read_lines([one])
    fuller = find_fuller(readings, second)
    assert fuller is not None
    assert opens_with_speaker(readings, second)
    assert name_speaker(second.text, fuller) == "President Ivan Petrov says that the army will stay."
    two: Line = ("2025-10-01", "President Ivan Petrov meets General Omar Sy in Gao. He says that the army will stay.")
    assert find_fuller(read_all([two]), read_lines([two])[1]) is None


def test_what_is_denied_or_only_possible_is_unreal() -> None:
    """An event that did not happen is no fact to tell of."""
    for text, unreal in (
        ("Troops attack the town of Gao.", False),
        ("A suspected rebel attack hits the town of Gao.", True),
        ("The army did not attack the town of Gao.", True),
    ):
        line: Line = ("2025-10-01", text)
        assert is_unreal(read_all([line]), read_lines([line])[0]) is unreal, text
