"""Who said what: source, cue and content at their spans, across sentences, nested, and on text of any kind."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

import pycrfsuite
import pytest

from dateline.languages import LANGUAGES
from dateline.reading.parsing import can_parse, parse
from dateline.reading.sentences import split_sentences
from dateline.reading.statements import FoundStatement, find_statements, may_hold_statement
from dateline.reading.statements.assembly import label_drafts
from dateline.reading.statements.features import list_features
from dateline.reading.statements.lexicon import load_lexicon
from dateline.reading.statements.model import Model
from dateline.reading.statements.quotes import find_quotes
from dateline.reading.statements.rules import read_rules
from dateline.reading.statements.words import make_words
from dateline.records.events import StatementMode

GOLDEN = Path(__file__).parents[1] / "golden" / "reading"
LEAST_EXACT = {"fr": 14, "es": 13, "ru": 13, "ar": 13}  # of the golden sentences of each language
SECONDS = 10.0


def read(text: str, lang: str = "en", *, parsed: bool = True) -> list[FoundStatement]:
    """The statements of a text."""
    spans = split_sentences(text, LANGUAGES["en"])
    docs = list(parse([text[start:end] for start, end in spans], lang)) if parsed else [None] * len(spans)
    return find_statements("a", text, spans, docs, lang)


def show(found: FoundStatement) -> tuple[str | None, str, list[str]]:
    """Source, cue and content as words."""
    said = found.statement
    return said.source and said.source.quote, said.cue.quote, [span.quote for span in said.content]


@pytest.mark.parametrize(
    ("text", "source", "cue", "part"),
    [
        ("The ministry said on Monday that the talks had failed.", "The ministry", "said", "talks had failed"),
        ('"We will not negotiate with the rebels," the president told reporters.', "the president", "told", "We will"),
        ("At least ten people died in the raid, according to the police.", "the police", "according to", "ten people"),
        ("According to two witnesses, the gunmen wore uniforms.", "two witnesses", "According to", "wore uniforms"),
        ("The rebels, who hold the city, deny that they shelled the market.", "The rebels", "deny", "shelled"),
    ],
)
def test_source_cue_and_content_are_found(text: str, source: str, cue: str, part: str) -> None:
    """A report with one speaker has one statement, with its words at their places."""
    (found,) = read(text)
    got_source, got_cue, content = show(found)
    assert got_source is not None
    assert source in got_source
    assert cue in got_cue
    assert any(part in piece for piece in content)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The minister said that the bridge was open.", StatementMode.SAID),
        ("The army denied that its soldiers had fired.", StatementMode.DENIED),
        ("The opposition accused the government of fraud.", StatementMode.ACCUSED),
        ("The agency warned that famine was near.", StatementMode.WARNED),
        ("The union demanded that the prisoners be freed.", StatementMode.DEMANDED),
        ("The group threatened to kill the hostages.", StatementMode.THREATENED),
        ("The president promised to rebuild the town.", StatementMode.PROMISED),
        ("Aid workers fear that thousands are trapped.", StatementMode.FEARED),
        ("Analysts expect that the vote will be delayed.", StatementMode.EXPECTED),
    ],
)
def test_the_verb_tells_what_is_done_with_words(text: str, mode: StatementMode) -> None:
    """Denying, accusing and promising are told apart."""
    assert [found.statement.modality for found in read(text)] == [mode]


def test_the_one_accused_is_the_target() -> None:
    """ "Accused X of": X is spoken of, the charge is the content."""
    (found,) = read("The junta accused the neighbouring country of training the fighters.")
    assert found.target is not None
    assert found.target.quote == "the neighbouring country"
    assert "training the fighters" in found.statement.content[0].quote


def test_the_charge_is_cut_from_a_joint_target() -> None:
    """ "Accuses soldiers and mercenaries of killing": both are the target, the killing is the charge."""
    (found,) = read("The movement accuses Malian soldiers and Wagner Group mercenaries of killing 24 civilians.")
    assert found.target is not None
    assert found.target.quote == "Malian soldiers and Wagner Group mercenaries"
    assert found.statement.content[0].quote == "of killing 24 civilians"


def test_an_attack_is_no_accusation() -> None:
    """Verbs that can be meant bodily are no words of saying."""
    assert read("Islamist militants attack two villages near the border with Mali.") == []


def test_the_passive_has_a_target_and_no_source() -> None:
    """ "Was accused of": by nobody who is named."""
    (found,) = read("The governor was accused of hiding the deaths.")
    assert found.statement.source is None
    assert found.statement.modality is StatementMode.ACCUSED
    assert found.target is not None
    assert found.target.quote == "The governor"


def test_the_subject_stands_behind_the_verb_after_a_quotation() -> None:
    """Where the parser takes the subject from the quotation, the name behind the verb is the source."""
    text = "« Les soldats ne doivent plus jouer de rôle politique », affirme un jeune manifestant."
    if not can_parse("fr"):
        pytest.skip("no French pipeline on this machine")
    (found,) = read(text, "fr")
    assert show(found)[0] == "un jeune manifestant"


def test_what_was_not_said_is_negated() -> None:
    """ "Did not confirm" is no confirmation."""
    (found,) = read("The spokesman did not confirm that the hostages were free.")
    assert found.statement.is_negated


def test_a_statement_in_a_statement_names_the_outer_one() -> None:
    """ "The agency reported that the ministry said": two statements, the second inside the first."""
    outer, inner = read("The news agency reported that the ministry said the talks had failed.")
    assert outer.statement.nested_in is None
    assert inner.statement.nested_in == 0
    assert inner.statement.source is not None
    assert inner.statement.source.quote == "the ministry"


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    """What the same mark closes belongs to the same speaker."""
    text = '"The camp is full," said the doctor. "We have no water. We need help now."'
    (found,) = read(text)
    assert show(found)[0] == "the doctor"
    assert "We need help now" in " ".join(show(found)[2])
    assert found.statement.is_direct


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    """A paragraph that opens with a mark after one that did not close goes on with the same speaker."""
    text = 'The mayor said, "The bridge is gone and the road is cut.\n\n"We are alone here and nobody comes."'
    (found,) = read(text)
    assert "nobody comes" in " ".join(show(found)[2])


def test_hearsay_has_no_source() -> None:
    """ "Reportedly": told by nobody in particular."""
    (found,) = read("The commander was reportedly killed near the border.")
    assert found.statement.source is None
    assert found.statement.cue.quote == "reportedly"


def test_a_quoted_term_is_no_statement() -> None:
    """Marks around a name are not speech."""
    assert not read('The soldiers crossed the bridge that locals call "Old Stone".') or all(
        not found.statement.is_direct for found in read('The soldiers crossed the bridge that locals call "Old Stone".')
    )


def test_sentences_without_a_parse_still_give_something() -> None:
    """Rules on words alone: clause, quotation and "according to"."""
    text = 'The ministry said that the talks had failed. "It is over now for us," the envoy added.'
    assert [show(found)[0] for found in read(text, parsed=False)] == ["The ministry", "the envoy"]


@pytest.mark.parametrize("lang", sorted(LEAST_EXACT))
def test_golden_sentences_in_other_languages(lang: str) -> None:
    """Source, cue, content and mode are exactly those that a person marks."""
    rows = json.loads((GOLDEN / f"statements_{lang}.json").read_text(encoding="utf-8"))
    if lang == "fr" and not can_parse("fr"):
        pytest.skip("no French pipeline on this machine")
    docs = list(parse([row["text"] for row in rows], "fr")) if lang == "fr" else [None] * len(rows)
    exact = 0
    for row, doc in zip(rows, docs, strict=True):
        found = find_statements("a", row["text"], [(0, len(row["text"]))], [doc], lang)
        keys = ("source", "cue", "content")
        got = [dict(zip(keys, show(item), strict=True)) | {"mode": str(item.statement.modality)} for item in found]
        exact += got == row["statements"]
    assert exact >= LEAST_EXACT[lang]


def test_a_language_without_data_gives_nothing() -> None:
    """What is not supported is not faked."""
    assert find_statements("a", "Der Minister sagte, es gehe weiter.", [(0, 35)], [None], "de") == []
    assert not may_hold_statement("Der Minister sagte, es gehe weiter.", "de")


def test_the_gate_lets_through_quotations_and_words_of_saying() -> None:
    """Only such sentences are worth parsing for their statements."""
    assert may_hold_statement("The army says it has left.", "en")
    assert may_hold_statement("“Gone.”", "en")
    assert may_hold_statement("وأكدت الحكومة ذلك.", "ar")
    assert not may_hold_statement("The convoy left at dawn.", "en")


@pytest.mark.parametrize("parsed", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "",
        '"',
        "\x00\x01 said \x02",
        '"' * 500,
        "“" * 300 + "said" + "”" * 300,
        "said " * 300,
        "قال said заявил dijo 说 que что أن",
        "<p>he &quot;said&quot;</p>\n\n\n'",
    ],
)
def test_hostile_text_gives_spans_that_hold(text: str, parsed: bool) -> None:
    """No crash, and every span is its words."""
    for found in read(text, parsed=parsed):
        for span in (found.statement.cue, *found.statement.content):
            assert text[span.start : span.end] == span.quote


def test_a_sentence_of_200_kb_is_read_in_time() -> None:
    """Work grows with the length of the text, not with its square."""
    text = ('The minister said that "it goes on" and ' * 5_000)[:200_000]
    start = time.perf_counter()
    for lang in ("en", "fr", "es", "ru", "ar"):
        find_statements("a", text, [(0, len(text))], [None], lang)
    assert time.perf_counter() - start < SECONDS


def test_the_same_text_gives_the_same_statements() -> None:
    """Nothing is left to chance."""
    text = 'The ministry said the talks had failed. "We tried," it added. Reports say that fighting goes on.'
    assert read(text) == read(text)


def test_a_model_handed_in_has_its_labels_joined_to_statements() -> None:
    """A model trained on a few sentences is opened from bytes, and what it labels comes out as statements."""
    text = 'The ministry said the talks had failed. "We tried," the envoy added.'
    spans = split_sentences(text, LANGUAGES["en"])
    docs = list(parse([text[start:end] for start, end in spans], "en"))
    lexicon = load_lexicon("en")
    assert lexicon is not None
    words = make_words(text, spans, docs, find_quotes(text))
    labels = label_drafts(words, read_rules(words, lexicon)[0])
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.append(list_features(words, labels, lexicon), labels)
    trainer.set_params({"max_iterations": 20})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.crf"
        trainer.train(str(file))
        model = Model(file.read_bytes())
    found = find_statements("a", text, spans, docs, "en", model=model)
    assert [show(item)[0] for item in found] == ["The ministry", "the envoy"]
