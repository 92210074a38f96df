"""A noun of a parsed sentence -> the actor that it names, also inside a longer one: "Mali" in "president of Mali"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.gazetteer import country_name, find_country
from dateline.reading.actors.book import load_book, make_slug
from dateline.reading.actors.words import key_phrase
from dateline.reading.events.arguments import Mentions
from dateline.records import ActorKind, Form, Mention, Span

_NAME_PARTS = frozenset(["compound", "amod", "nmod", "nummod", "poss", "case"])
_BETWEEN = re.compile(r"\s*(?:,|,?\s*\b(?:and|et|as well as)\b)\s*(?:the\s+|la\s+|le\s+|l')?", re.IGNORECASE)
_LAST = re.compile(r"\b(?:and|et|as well as)\b", re.IGNORECASE)
_COUNTRY = "PCL"  # GeoNames feature codes of countries begin so
_QUOTES = "\"'\u201c\u201d\u2018\u2019- "
_NEXT = 5  # characters after a list in which its last "and" may stand, before somebody who is no actor
_JOINED = frozenset(
    [ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.INTERNATIONAL_ORGANISATION, ActorKind.ARMED_GROUP]
)


@dataclass(frozen=True, slots=True)
class Namer:
    """The actors of one sentence by its tokens; `offset` is where the sentence begins in the article."""

    offset: int
    mentions: Mentions

    def at(self, noun: Token) -> Mention | None:
        """The actor that a noun names: its mention, else the name that it is the head of."""
        own = self.mentions.at(self.offset + noun.idx)
        is_known = own is not None and bool(own.actor_id or own.country or own.kind is not ActorKind.OTHER)
        if own is not None and is_known and self._is_root(noun, own):
            return own
        place = self.mentions.places.get(self.offset + noun.idx)
        is_country = own is None and place is not None and place.feature.startswith(_COUNTRY)
        return (self.mentions.country_at(self.offset + noun.idx) if is_country else None) or self.name(noun)

    def name(self, noun: Token) -> Mention | None:
        """The proper name that a noun is the head of, looked up as an actor; None where it is none."""
        if noun.pos_ not in ("PROPN", "ADJ", "NOUN") or (noun.pos_ == "NOUN" and noun.i == 0):
            return None
        start, end = self._find_name(noun)
        quote = self.mentions.text[start:end].lstrip(_QUOTES)
        start = end - len(quote)
        if not quote[:1].isupper():
            return None
        return self._look_up(start, quote)

    def joined(self, mention: Mention) -> list[Mention]:
        """The mention with those of its kind that commas and "and" join to it: the parser loses the ends of lists."""
        if mention.kind not in _JOINED or mention.form is Form.PRONOUN:
            return [mention]
        at = next((n for n, one in enumerate(self.mentions.known) if one is mention), None)
        if at is None:
            return [mention]
        before = list(self._walk(at, -1))
        after = list(self._walk(at, 1))
        chain = [*before[::-1], mention, *after]
        text = self.mentions.text[chain[0].span.start : chain[-1].span.end + _NEXT]
        return chain if len(chain) > 1 and _LAST.search(text) else [mention]

    def _walk(self, at: int, step: int) -> Iterator[Mention]:
        known = self.mentions.known
        while 0 <= at + step < len(known):
            left, right = (known[at], known[at + step]) if step > 0 else (known[at + step], known[at])
            between = self.mentions.text[left.span.end : right.span.start]
            other = known[at + step]
            if not _BETWEEN.fullmatch(between) or other.kind not in _JOINED or other.form is not Form.NAME:
                return
            yield other
            at += step

    def _is_root(self, noun: Token, mention: Mention) -> bool:
        start, end = mention.span.start - self.offset, mention.span.end - self.offset
        return not any(start <= above.idx < end for above in noun.ancestors)

    def _find_name(self, noun: Token) -> tuple[int, int]:
        parts = [noun]
        for token in list(noun.lefts)[::-1]:
            is_next = token.right_edge.i == parts[0].i - 1 or token.i == parts[0].i - 1
            if not is_next or token.dep_ not in _NAME_PARTS or not (token.text[:1].isupper() or token.text in "-'"):
                break
            parts.insert(0, token)
        end = noun.idx + len(noun.text)
        tail = noun.doc[noun.i + 1 :]  # "Union of South American Nations"
        if len(tail) > 1 and tail[0].lower_ in ("of", "for") and tail[1].text[:1].isupper():
            head = tail[1]
            while head.dep_ in _NAME_PARTS and head.head.i > head.i:
                head = head.head
            end = head.idx + len(head.text) if head.dep_ == "pobj" and head.head.i == tail[0].i else end
        first = parts[0].left_edge.idx if parts[0] is not noun else noun.idx
        return self.offset + first, self.offset + end

    def _look_up(self, start: int, quote: str) -> Mention:
        span = Span(article_id=self.mentions.article_id, start=start, end=start + len(quote), quote=quote)
        country = find_country(quote)
        if country is not None:
            code = country.iso3
            name = country_name(code)
            return Mention(span=span, actor_id=code.casefold(), name=name, kind=ActorKind.COUNTRY, country=code)
        for entry in load_book().find(key_phrase(quote), quote)[:1]:
            return Mention(span=span, actor_id=entry.actor_id, name=entry.name, kind=entry.kind, country=entry.country)
        twin = next((one for one in self.mentions.known if one.span.quote == quote), None)
        if twin is not None:
            return Mention(span=span, actor_id=twin.actor_id, name=twin.name, kind=twin.kind, country=twin.country)
        return Mention(span=span, actor_id=f"x-{make_slug(quote)}", name=quote, kind=ActorKind.OTHER)
