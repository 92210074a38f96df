"""Relations over time: what reports state of two actors, one claim after another, as one bond from beginning to end.

A claim that a relation is there carries it on, and one that it ended closes it; whoever takes an office closes it for
the one before. What nobody has stated for long is neither there nor gone: "no report since".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from itertools import product

from dateline.gazetteer import country_name
from dateline.records import (
    ActorKind,
    Bond,
    Change,
    Claim,
    EpisodeState,
    Form,
    Handover,
    Mention,
    Party,
    RelationKind,
)

# Days without a claim after which nothing is known any more. Of the gaps between two claims of one bond in the event
# lines of 2010 to 2019 and of the Sahel (3,300), nineteen of twenty are shorter, of wars nine of ten. Mediation, and
# what is told once in many years (who is a member, an ally, recognised), had too few: the usual sense of words.
MAX_SILENCE_DAYS = {
    RelationKind.LEADS: 490,
    RelationKind.AT_WAR: 570,
    RelationKind.HOSTS: 680,
    RelationKind.SANCTIONS: 760,
    RelationKind.MEDIATES: 200,
    RelationKind.ALLY: 3650,
    RelationKind.MEMBER: 3650,
    RelationKind.RECOGNISES: 3650,
}
SAME_START_DAYS = 120  # two reports of a beginning so near tell of one: elected, then sworn in
AFTERGLOW_DAYS = 60  # so long after its end a title is still used in passing
HANDOVER_DAYS, OVERLAP_DAYS = 730, 365  # from one's going to another's coming, and before it: looked at on Sahel lines
SPELLING = 0.88  # of the letters of two names that are one (Tanja, Tandja): looked at on heads of state
LEAST_ATTACKS, LEAST_ATTACKS_OF_GUESTS = 2, 5  # of one on the other that are a war: looked at on world event lines
PRECISION = 0.9  # of one claim, on labels/relations_held_out.jsonl
_Sides = tuple[RelationKind, str, str]  # kind, keys of left and right
_STATE = frozenset([ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.ARMED_FORCES])
_SECURITY = frozenset([RelationKind.HOSTS, RelationKind.ALLY])
_MARKS = " \"'\u201c\u201d\u2018\u2019"  # quotation marks that are no part of a name
_FOR_NOW = ("interim ", "acting ", "transitional ", "provisional ", "caretaker ")
_SAME_ROLE = {"premier": "prime minister", "ruler": "leader", "chairwoman": "chairman", "chairperson": "chairman"}


def find_bonds(claims: Iterable[Claim]) -> list[Bond]:
    """The bonds that claims tell, by their first claim."""
    by_sides: dict[_Sides, list[Bond]] = {}
    for claim in sorted(claims, key=lambda one: (one.day, one.excerpt.order, one.relation.trigger.start)):
        _add(by_sides, claim)
    found = sorted((bond for bonds in by_sides.values() for bond in bonds), key=_order)
    hosts = {frozenset((bond.left.key, bond.right.key)) for bond in found if bond.kind is RelationKind.HOSTS}
    return [_close_office(bond, found) for bond in found if not _is_stray(bond, hosts)]


def tell_bond(bond: Bond, day: date) -> EpisodeState:
    """What is known of a bond on a day, from reports until then."""
    if bond.ended is not None:
        return EpisodeState.ENDED
    silence = (day - bond.last.excerpt.day).days
    return EpisodeState.SILENT if silence > MAX_SILENCE_DAYS[bond.kind] else EpisodeState.ONGOING


def is_over_by(bond: Bond) -> bool:
    """Whether it is only known that it had ended by then: another held the office, or a report says "former"."""
    ended = bond.ended
    return ended is not None and ended.relation.change in (Change.GOES_ON, Change.OVER)


def measure_confidence(bond: Bond) -> float:
    """How sure it is that the bond was there, 0 to 1: the more reports say so, the surer."""
    return 1 - (1 - PRECISION) ** bond.n_reports


def find_handovers(bonds: Sequence[Bond]) -> list[Handover]:
    """Who went and who came: in offices, and in the security of a country (allies, and forces hosted)."""
    return sorted((*_find_successions(bonds), *_find_new_partners(bonds)), key=lambda one: _order(one.into[0]))


def name_party(mention: Mention, kind: RelationKind, *, is_left: bool) -> Party:
    """The side of a relation that a mention is. A person acts for his state, but leads it himself; and it is persons
    who are sanctioned and recognised."""
    is_person = mention.form is Form.NAME and mention.kind is ActorKind.GOVERNMENT
    stands_alone = kind is RelationKind.LEADS and is_left
    stands_alone |= is_person and not is_left and kind in (RelationKind.SANCTIONS, RelationKind.RECOGNISES)
    stands_alone |= kind is RelationKind.LEADS and mention.kind is ActorKind.ARMED_FORCES
    # A mayor leaves a party alone.
    stands_alone |= kind is RelationKind.MEMBER and mention.kind is not ActorKind.COUNTRY
    if mention.country and mention.kind in _STATE and not stands_alone:
        return Party(mention.country, country_name(mention.country), ActorKind.COUNTRY, mention.country)
    name = mention.name.strip(_MARKS)
    return Party(mention.actor_id or name.casefold(), name, mention.kind, mention.country)


def _add(by_sides: dict[_Sides, list[Bond]], claim: Claim) -> None:
    """Carry a bond on by a claim, close it, or begin one."""
    relation = claim.relation
    left = name_party(relation.left, relation.kind, is_left=True)
    right = name_party(relation.right, relation.kind, is_left=False)
    if left.key == right.key:
        return
    if relation.kind.is_mutual and right.key < left.key:
        left, right = right, left
    sides = _find_sides(by_sides, (relation.kind, left.key, right.key))
    if relation.change is Change.OVER:
        _close(by_sides.get(sides, []), claim)
        return
    bonds = by_sides.setdefault(sides, [])
    if not bonds or not _continues(bonds[-1], claim):
        bonds.append(_start(claim, left, right))
    else:
        bonds[-1] = _carry_on(bonds[-1], claim)


def _close(bonds: list[Bond], claim: Claim) -> None:
    """End a bond that a report says is over; one that was stated only on the same day was over as well."""
    if bonds and bonds[-1].ended is None:
        bonds[-1] = replace(bonds[-1], ended=claim)


def _find_sides(by_sides: Collection[_Sides], sides: _Sides) -> _Sides:
    """The sides of a bond; of an office, those of a holder of whose name this is a longer or a shorter form."""
    kind, left, right = sides
    if kind is not RelationKind.LEADS or sides in by_sides:
        return sides
    same = (known for known in by_sides if known[0] is kind and known[2] == right)
    return next((known for known in same if _is_same_name(known[1], left)), sides)


def _is_same_name(one: str, other: str) -> bool:
    """Whether two keys of persons are forms of one name: a shorter one, the last name alone, another spelling."""
    left, right = one.removeprefix("x-").split("-"), other.removeprefix("x-").split("-")
    short, long = sorted((left, right), key=len)
    if len(short) == 1:
        return short[0] == long[-1]
    pairs = product(left[:-1], right[:-1]) if left[-1] == right[-1] else [("-".join(left), "-".join(right))]
    return set(short) <= set(long) or any(SequenceMatcher(None, *pair).ratio() >= SPELLING for pair in pairs)


def _is_stray(bond: Bond, hosts: Collection[frozenset[str]]) -> bool:
    """Whether a war rests on one attack, or on shots between a host and its guests."""
    if bond.kind is not RelationKind.AT_WAR or bond.begun is not None or bond.ended is not None:
        return False
    is_guest = frozenset((bond.left.key, bond.right.key)) in hosts
    return bond.n_reports < (LEAST_ATTACKS_OF_GUESTS if is_guest else LEAST_ATTACKS)


def _close_office(bond: Bond, bonds: Sequence[Bond]) -> Bond:
    """An office ends for whom it is not reported again when somebody else takes or has it."""
    if bond.kind is not RelationKind.LEADS or bond.ended is not None:
        return bond
    for other in bonds:
        if other.kind is RelationKind.LEADS and other.right.key == bond.right.key and _is_next(other, bond):
            is_named = other.replaces is not None and other.replaces.key == bond.left.key
            is_same = bool(bond.role) and _role(bond.role) == _role(other.role)
            if is_named or (is_same and other.first.relation.change is not Change.ENDS):
                return replace(bond, ended=other.begun or other.first)
    return bond


def _is_next(other: Bond, bond: Bond) -> bool:
    """Whether one comes after the other in an office: first told of later, or begun later while the title lingered."""
    if other.left.key == bond.left.key or other.last.excerpt.order <= bond.last.excerpt.order:
        return False
    if other.first.excerpt.order > bond.last.excerpt.order:
        return True
    if other.begun is None or other.begun.day < bond.first.day:
        return False
    return (bond.last.excerpt.day - other.begun.day).days <= AFTERGLOW_DAYS


def _continues(bond: Bond, claim: Claim) -> bool:
    """Whether a claim is of the bond, and not of a new one between the same two."""
    if bond.ended is None:
        silence = (claim.day - bond.last.day).days
        return claim.relation.change is not Change.BEGINS or silence <= MAX_SILENCE_DAYS[bond.kind]
    since = (claim.day - bond.ended.day).days
    if claim.relation.change is Change.ENDS:
        return since <= SAME_START_DAYS
    is_title = claim.relation.change is Change.GOES_ON and bond.kind is RelationKind.LEADS
    return is_title and since <= AFTERGLOW_DAYS


def _start(claim: Claim, left: Party, right: Party) -> Bond:
    relation = claim.relation
    old = relation.replaces
    is_since = relation.change is Change.GOES_ON and (claim.excerpt.day - claim.day).days > SAME_START_DAYS
    return Bond(
        kind=relation.kind,
        left=left,
        right=right,
        first=claim,
        last=claim,
        begun=claim if relation.change is Change.BEGINS or is_since else None,
        ended=claim if relation.change is Change.ENDS else None,
        role=relation.role,
        replaces=name_party(old, relation.kind, is_left=True) if old is not None else None,
    )


def _carry_on(bond: Bond, claim: Claim) -> Bond:
    relation = claim.relation
    is_new = claim.excerpt.article.article_id not in (
        bond.first.excerpt.article.article_id,
        bond.last.excerpt.article.article_id,
    )
    bond = replace(bond, n_reports=bond.n_reports + is_new, role=relation.role or bond.role)
    if relation.change is Change.ENDS:
        return replace(bond, ended=bond.ended or claim)
    if bond.ended is not None:
        return bond
    is_start = relation.change is Change.BEGINS and (claim.day - bond.first.day).days <= SAME_START_DAYS
    old = relation.replaces
    if bond.replaces is None and old is not None:
        bond = replace(bond, replaces=name_party(old, relation.kind, is_left=True))
    latest = max(bond.last, claim, key=lambda one: one.excerpt.order)
    return replace(bond, begun=bond.begun or (claim if is_start else None), last=latest)


def _find_successions(bonds: Sequence[Bond]) -> Iterator[Handover]:
    offices = [bond for bond in bonds if bond.kind is RelationKind.LEADS]
    for new in (bond for bond in offices if bond.begun is not None):
        before = [
            old
            for old in offices
            if old.right.key == new.right.key
            and old.left.key != new.left.key
            and (_is_replaced(old, new) or _meets(old, new))
        ]
        if before:
            old = max(before, key=lambda one: one.last.excerpt.order)
            yield Handover(of=new.right, out=(old,), into=(new,))


def _is_replaced(old: Bond, new: Bond) -> bool:
    return new.replaces is not None and old.left.key == new.replaces.key


def _meets(old: Bond, new: Bond) -> bool:
    """Whether an office ended for one as it began for the other."""
    if old.ended is None or new.begun is None or not old.role or _role(old.role) != _role(new.role):
        return False
    return abs((new.begun.day - old.ended.day).days) <= SAME_START_DAYS


def _find_new_partners(bonds: Sequence[Bond]) -> Iterator[Handover]:
    """Of a country whose allies or hosted forces go, those that came as they did, and stayed; enemies are
    no partners."""
    wars = {frozenset((bond.left.key, bond.right.key)) for bond in bonds if bond.kind is RelationKind.AT_WAR}
    by_host: dict[Party, list[tuple[Party, Bond]]] = {}
    for bond in bonds:
        for host, other in _hosts(bond) if bond.kind in _SECURITY else ():
            if frozenset((host.key, other.key)) not in wars:
                by_host.setdefault(host, []).append((other, bond))
    for host, partners in by_host.items():
        gone = sorted((bond for other, bond in partners if _is_gone(other, bond, partners)), key=_end)
        for out in _runs(gone):
            left = {bond.other(host).key for bond in out}
            into = [bond for other, bond in partners if other.key not in left and _comes_for(bond, out)]
            if into:
                yield Handover(of=host, out=tuple(out), into=tuple(sorted(into, key=lambda one: one.came.day)))


def _is_gone(other: Party, bond: Bond, partners: Sequence[tuple[Party, Bond]]) -> bool:
    """Whether a partner went for good, by what is known: who is reported there again later did not."""
    again = (one for party, one in partners if party.key == other.key and one.kind is bond.kind)
    return bond.ended is not None and not any(one.last.day > _end(bond) for one in again)


def _runs(gone: Sequence[Bond]) -> Iterator[list[Bond]]:
    """Those that went one after another, each within two years of the one before."""
    run: list[Bond] = []
    for bond in gone:
        if run and (_end(bond) - _end(run[-1])).days > HANDOVER_DAYS:
            yield run
            run = []
        run.append(bond)
    if run:
        yield run


def _comes_for(bond: Bond, out: Sequence[Bond]) -> bool:
    """Whether a partner came as others went: up to a year before or two after, and was still there when they had."""
    ends = [end for end in map(_end, out) if -OVERLAP_DAYS <= (bond.came.day - end).days <= HANDOVER_DAYS]
    return bool(ends) and bond.ended is None and bond.last.excerpt.day > max(ends)


def _end(bond: Bond) -> date:
    return bond.ended.day if bond.ended is not None else date.max


def _hosts(bond: Bond) -> Iterator[tuple[Party, Party]]:
    """(country, its partner): of allies both ways."""
    yield bond.left, bond.right
    if bond.kind is RelationKind.ALLY:
        yield bond.right, bond.left


def _role(role: str) -> str:
    """An office without what says that it is held for a while, and by one name: "acting premier" is prime minister."""
    plain = next((role.removeprefix(word) for word in _FOR_NOW if role.startswith(word)), role)
    return _SAME_ROLE.get(plain, plain)


def _order(bond: Bond) -> tuple[date, str, str, str]:
    return bond.first.day, bond.kind.value, bond.left.key, bond.right.key
