"""Times of a text become the days they stand for, by the convention of reading/dates."""

import random
from datetime import date

import pytest

from dateline.languages.date_words import date_words
from dateline.reading.dates import find_dates, nearest_date

THURSDAY = date(2025, 11, 6)  # the day of publication in these tests

ENGLISH = [
    ("They met on 6 November 2025.", "2025-11-06..2025-11-06 on"),
    ("It opened on Nov. 3.", "2025-11-03..2025-11-03 on"),
    ("It opened on Tuesday, Nov. 4.", "2025-11-04..2025-11-04 on"),
    ("They reject a request to extend talks past Tuesday's deadline.", "2025-11-11..2025-11-11 on"),
    ("Millions have been affected by Tuesday's earthquake.", "2025-11-04..2025-11-04 on"),
    ("The victims of Tuesday's quake will be flown out.", "2025-11-04..2025-11-04 on"),
    ("A strike was convened for November 20.", "2025-11-20..2025-11-20 on"),
    ("It opened on 2025-10-31.", "2025-10-31..2025-10-31 on"),
    ("It opened on 11/3/2025.", "2025-11-03..2025-11-03 on"),
    ("It opened on 23/10/2025.", "2025-10-23..2025-10-23 on"),
    ("It opened on the 3rd of March.", "2025-03-03..2025-03-03 on"),
    ("It will open on December 12.", "2025-12-12..2025-12-12 on"),
    ("Clashes in March killed ten.", "2025-03-01..2025-03-31 on"),
    ("Clashes last March killed ten.", "2025-03-01..2025-03-31 on"),
    ("Clashes in November last year killed ten.", "2024-11-01..2024-11-30 on"),
    ("It fell in early 2024.", "2024-01-01..2024-04-30 on"),
    ("It fell in mid-March.", "2025-03-11..2025-03-20 on"),
    ("It fell in late June 2024.", "2024-06-21..2024-06-30 on"),
    ("It fell at the end of October.", "2025-10-21..2025-10-31 on"),
    ("It fell in the 1990s.", "1990-01-01..1999-12-31 on"),
    ("It fell in the late 1990s.", "1997-01-01..1999-12-31 on"),
    ("It fell in the third quarter of 2024.", "2024-07-01..2024-09-30 on"),
    ("Exports fell in the first half of 2024.", "2024-01-01..2024-06-30 on"),
    ("It was built in the 19th century.", "1801-01-01..1900-12-31 on"),
    ("It opened last summer.", "2025-06-01..2025-08-31 on"),
    ("It opened in spring 2024.", "2024-03-01..2024-05-31 on"),
    ("Rain fell over the weekend.", "2025-11-01..2025-11-02 on"),
    ("He resigned today.", "2025-11-06..2025-11-06 on"),
    ("He resigned the day before yesterday.", "2025-11-04..2025-11-04 on"),
    ("He died last night.", "2025-11-05..2025-11-05 on"),
    ("He died overnight.", "2025-11-05..2025-11-06 on"),
    ("He died on Thursday.", "2025-11-06..2025-11-06 on"),
    ("He died on Friday.", "2025-10-31..2025-10-31 on"),
    ("The vote will be held on Monday.", "2025-11-10..2025-11-10 on"),
    ("The vote is next Thursday.", "2025-11-13..2025-11-13 on"),
    ("He died last Thursday.", "2025-10-30..2025-10-30 on"),
    ("He was killed last week.", "2025-10-27..2025-11-02 on"),
    ("He was killed earlier this week.", "2025-11-03..2025-11-06 on"),
    ("It will close next month.", "2025-12-01..2025-12-31 on"),
    ("It closed last year.", "2024-01-01..2024-12-31 on"),
    ("It closed at the end of last year.", "2024-12-01..2024-12-31 on"),
    ("It closed two months ago.", "2025-09-01..2025-09-30 on"),
    ("It closed three days ago.", "2025-11-03..2025-11-03 on"),
    ("It closed a few weeks ago.", "2025-10-09..2025-10-23 on"),
    ("It closed nearly two years ago.", "2023-01-01..2024-12-31 on"),
    ("It closed nearly a decade ago.", "2015-01-01..2017-12-31 on"),
    ("It closed twenty-five years ago.", "2000-01-01..2000-12-31 on"),
    ("Fighting flared in the past three days.", "2025-11-03..2025-11-06 on"),
    ("Fighting flared over the last week.", "2025-10-30..2025-11-06 on"),
    ("They must leave within 48 hours.", "2025-11-06..2025-11-08 on"),
    ("They will arrive in the coming days.", "2025-11-06..2025-11-10 on"),
    ("It has been shut since 2012.", "2012-01-01..None since"),
    ("It has been shut since last Monday.", "2025-11-03..None since"),
    ("It stays shut until Friday.", "None..2025-11-07 until"),
    ("It must open by the end of the year.", "None..2025-12-31 before"),
    ("He fled before 2012.", "None..2011-12-31 before"),
    ("He came after 2012.", "2013-01-01..None after"),
    ("It has been blocked for two months.", "2025-09-06..2025-11-06 for"),
    ("He was jailed for two months.", "None..None for"),
    ("It lasted from 3 to 5 May.", "2025-05-03..2025-05-05 on"),
    ("It lasted from 30 December 2024 to 2 January 2025.", "2024-12-30..2025-01-02 on"),
    ("It lasted from December to February.", "2024-12-01..2025-02-28 on"),
    ("He ruled between 1988 and 2002.", "1988-01-01..2002-12-31 on"),
    ("The 2019-20 season was long.", "2019-01-01..2020-12-31 on"),
    ("It ran from Monday to Wednesday.", "2025-11-03..2025-11-05 on"),
    ("It was the worst attack in ten years.", "2015-11-06..2025-11-06 for"),
    ("He left in Ramadan.", "2025-02-28..2025-03-31 on"),
    ("He left on Christmas Day.", "2024-12-25..2024-12-25 on"),
    ("He will leave at Christmas.", "2025-12-25..2025-12-25 on"),
    ("He left at Easter 2024.", "2024-03-31..2024-03-31 on"),
    ("In the last quarter of 2024 it fell.", "2024-10-01..2024-12-31 on"),
    ("In the middle of next year it ends.", "2026-05-01..2026-08-31 on"),
    ("Later this month it ends.", "2025-11-06..2025-11-30 on"),
]  # fmt: skip
FRENCH = [
    ("Ils se sont vus le 6 novembre 2025.", "2025-11-06..2025-11-06 on"),
    ("Il est mort le 1er mars.", "2025-03-01..2025-03-01 on"),
    ("Il est mort mardi.", "2025-11-04..2025-11-04 on"),
    ("Il est mort jeudi dernier.", "2025-10-30..2025-10-30 on"),
    ("Le vote aura lieu lundi.", "2025-11-10..2025-11-10 on"),
    ("Le vote aura lieu mardi prochain.", "2025-11-11..2025-11-11 on"),
    ("Il est arrivé avant-hier.", "2025-11-04..2025-11-04 on"),
    ("Il est arrivé il y a deux mois.", "2025-09-01..2025-09-30 on"),
    ("Il est arrivé il y a près de trois ans.", "2022-01-01..2023-12-31 on"),
    ("Il est arrivé la semaine dernière.", "2025-10-27..2025-11-02 on"),
    ("Il est arrivé le mois dernier.", "2025-10-01..2025-10-31 on"),
    ("Il est arrivé l’année dernière.", "2024-01-01..2024-12-31 on"),
    ("Il est arrivé fin juin.", "2025-06-21..2025-06-30 on"),
    ("Il est arrivé à la mi-mars.", "2025-03-11..2025-03-20 on"),
    ("Il est arrivé au début de l'année.", "2025-01-01..2025-01-31 on"),
    ("Il règne depuis 2012.", "2012-01-01..None since"),
    ("Il règne depuis trois mois.", "2025-08-06..2025-11-06 for"),
    ("Ils partiront d'ici la fin de l'année.", "None..2025-12-31 before"),
    ("C'est ouvert jusqu'à vendredi.", "None..2025-11-07 until"),
    ("C'est ouvert jusqu'au 12 décembre.", "None..2025-12-12 until"),
    ("Cela a duré du 3 au 5 mai.", "2025-05-03..2025-05-05 on"),
    ("Il a régné de 1988 à 2002.", "1988-01-01..2002-12-31 on"),
    ("C'était dans les années 1990.", "1990-01-01..1999-12-31 on"),
    ("C'était dans les années 80.", "1980-01-01..1989-12-31 on"),
    ("Ces trois derniers jours ont été durs.", "2025-11-03..2025-11-06 on"),
    ("Il part dans deux jours.", "2025-11-08..2025-11-08 on"),
    ("Il partira dans les prochaines semaines.", "2025-11-06..2025-12-04 on"),
    ("C'était pendant le ramadan.", "2025-02-28..2025-03-31 on"),
    ("C'était à Noël.", "2024-12-25..2024-12-25 on"),
    ("Il a plu ce week-end.", "2025-11-08..2025-11-09 on"),
    ("Il a plu le week-end dernier.", "2025-11-01..2025-11-02 on"),
    ("C'était à l'été 2024.", "2024-06-01..2024-08-31 on"),
    ("Le 06/11/2024, il partait.", "2024-11-06..2024-11-06 on"),
    ("Il viendra l'an prochain.", "2026-01-01..2026-12-31 on"),
]  # fmt: skip
SPANISH = [
    ("Murió el 6 de noviembre de 2025.", "2025-11-06..2025-11-06 on"),
    ("Murió el 3 de marzo.", "2025-03-03..2025-03-03 on"),
    ("Murió el martes.", "2025-11-04..2025-11-04 on"),
    ("Murió el pasado lunes.", "2025-11-03..2025-11-03 on"),
    ("Murió ayer.", "2025-11-05..2025-11-05 on"),
    ("Murió hace dos meses.", "2025-09-01..2025-09-30 on"),
    ("Murió la semana pasada.", "2025-10-27..2025-11-02 on"),
    ("Murió el mes pasado.", "2025-10-01..2025-10-31 on"),
    ("Murió el año pasado.", "2024-01-01..2024-12-31 on"),
    ("Las elecciones se celebrarán el próximo domingo.", "2025-11-09..2025-11-09 on"),
    ("Gobierna desde 2012.", "2012-01-01..None since"),
    ("Seguirá cerrado hasta el viernes.", "None..2025-11-07 until"),
    ("Cayó a finales de junio de 2024.", "2024-06-21..2024-06-30 on"),
    ("Cayó a mediados de marzo.", "2025-03-11..2025-03-20 on"),
    ("Duró del 3 al 5 de mayo.", "2025-05-03..2025-05-05 on"),
    ("Gobernó entre 1988 y 2002.", "1988-01-01..2002-12-31 on"),
    ("Fue en los años 90.", "1990-01-01..1999-12-31 on"),
    ("En los últimos tres días hubo combates.", "2025-11-03..2025-11-06 on"),
    ("Volverán en los próximos días.", "2025-11-06..2025-11-10 on"),
    ("Fue en el verano de 2024.", "2024-06-01..2024-08-31 on"),
    ("Murió el sábado 1 de noviembre.", "2025-11-01..2025-11-01 on"),
    ("Cerró desde hace dos años.", "2023-11-06..2025-11-06 for"),
    ("Saldrán antes de fin de año.", "None..2025-12-31 before"),
    ("Se paró el pasado mes de marzo.", "2025-03-01..2025-03-31 on"),
]  # fmt: skip
ARABIC = [
    ("التقيا في 6 نوفمبر 2025.", "2025-11-06..2025-11-06 on"),
    ("التقيا في ٦ نوفمبر ٢٠٢٥.", "2025-11-06..2025-11-06 on"),
    ("قتل ثلاثة في 3 تشرين الثاني.", "2025-11-03..2025-11-03 on"),
    ("قال الوزير يوم الثلاثاء إن الطريق مغلق.", "2025-11-04..2025-11-04 on"),
    ("وقال الوزير الخميس.", "2025-11-06..2025-11-06 on"),
    ("وصل الوفد أمس.", "2025-11-05..2025-11-05 on"),
    ("وصل الوفد قبل ثلاثة أيام.", "2025-11-03..2025-11-03 on"),
    ("وصل الوفد قبل شهرين.", "2025-09-01..2025-09-30 on"),
    ("وصل الوفد الأسبوع الماضي.", "2025-10-27..2025-11-02 on"),
    ("وصل الوفد الشهر الماضي.", "2025-10-01..2025-10-31 on"),
    ("يحكم منذ عام 2012.", "2012-01-01..None since"),
    ("كانت الحرب بين 1988 و2002.", "1988-01-01..2002-12-31 on"),
    ("ستعقد القمة يوم الاثنين المقبل.", "2025-11-10..2025-11-10 on"),
    ("يبقى مغلقا حتى يوم الجمعة.", "None..2025-11-07 until"),
    ("سقطت المدينة في مارس 2024.", "2024-03-01..2024-03-31 on"),
    ("سقطت المدينة في نهاية أكتوبر.", "2025-10-21..2025-10-31 on"),
    ("وقع الهجوم في شهر رمضان.", "2025-02-28..2025-03-31 on"),
    ("خلال الأيام الثلاثة الماضية سقط قتلى.", "2025-11-03..2025-11-06 on"),
    ("قتل ثلاثة في السابع من أكتوبر 2023.", "2023-10-07..2023-10-07 on"),
    ("قال الوزير أمس الأربعاء إن الطريق مغلق.", "2025-11-05..2025-11-05 on"),
    ("توفي في تسعينيات القرن الماضي.", "1990-01-01..1999-12-31 on"),
    ("خلال الأشهر الستة الماضية سقط قتلى.", "2025-05-06..2025-11-06 on"),
    ("يغادرون بحلول نهاية العام.", "None..2025-12-31 before"),
]  # fmt: skip
RUSSIAN = [
    ("Они встретились 6 ноября 2025 года.", "2025-11-06..2025-11-06 on"),
    ("Он погиб 3 марта.", "2025-03-03..2025-03-03 on"),
    ("Он погиб во вторник.", "2025-11-04..2025-11-04 on"),
    ("Он погиб вчера.", "2025-11-05..2025-11-05 on"),
    ("Он погиб два месяца назад.", "2025-09-01..2025-09-30 on"),
    ("Он погиб неделю назад.", "2025-10-27..2025-11-02 on"),
    ("Он погиб на прошлой неделе.", "2025-10-27..2025-11-02 on"),
    ("Он погиб в прошлом месяце.", "2025-10-01..2025-10-31 on"),
    ("Он погиб в прошлом году.", "2024-01-01..2024-12-31 on"),
    ("Он погиб в 2012 году.", "2012-01-01..2012-12-31 on"),
    ("Он правит с 2012 года.", "2012-01-01..None since"),
    ("Выборы состоятся в понедельник.", "2025-11-10..2025-11-10 on"),
    ("Дорога закрыта до пятницы.", "None..2025-11-07 until"),
    ("Это было в марте 2024 года.", "2024-03-01..2024-03-31 on"),
    ("Это было в конце октября.", "2025-10-21..2025-10-31 on"),
    ("Он правил с 1988 по 2002 год.", "1988-01-01..2002-12-31 on"),
    ("Это было в 1990-х годах.", "1990-01-01..1999-12-31 on"),
    ("За последние три дня погибли двое.", "2025-11-03..2025-11-06 on"),
    ("Это было летом 2024 года.", "2024-06-01..2024-08-31 on"),
    ("Это было 06.11.2024.", "2024-11-06..2024-11-06 on"),
    ("Они уйдут к концу года.", "None..2025-12-31 before"),
    ("Это было весной этого года.", "2025-03-01..2025-05-31 on"),
    ("Это было около года назад.", "2023-01-01..2025-12-31 on"),
    ("Это было во вторник, 4 ноября, в Москве.", "2025-11-04..2025-11-04 on"),
]  # fmt: skip
CASES = [
    (lang, *case)
    for lang, cases in (("en", ENGLISH), ("fr", FRENCH), ("es", SPANISH), ("ar", ARABIC), ("ru", RUSSIAN))
    for case in cases
]


def written(text: str, lang: str = "en", published: date | None = THURSDAY) -> list[str]:
    found = find_dates(text, published=published, lang=lang)
    return [f"{one.earliest}..{one.latest} {one.relation}" for one in found]


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_a_time_is_resolved(lang: str, text: str, expected: str) -> None:
    """Each expression is found, once, and stands for these days."""
    assert written(text, lang) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He fled on Monday. He was caught the following day.", "2025-11-04"),
        ("He fled on 3 May 2019. He was caught three days later.", "2019-05-06"),
        ("He fled on 3 May 2019. His wife left the same day.", "2019-05-03"),
        ("He fled on 3 May 2019 after an attack two days earlier.", "2019-05-01"),
    ],
)
def test_days_are_counted_from_those_named_before(text: str, expected: str) -> None:
    """ "The following day" goes from the last day that the text named."""
    assert written(text)[-1] == f"{expected}..{expected} on"


@pytest.mark.parametrize(
    "text",
    [
        "May I march with you?",
        "Some 2000 people fled.",
        "At least 1,500 soldiers died.",
        "He paid $2000 for it.",
        "A 23-year-old man won a two-day race.",
        "The Sunday Times and the Bloody Sunday inquiry.",
        "It took them three days to dig it out, the day before the blast.",
        "S/2017 J 1 is a satellite.",
        "The Sun shone on Easter Island and on the Christmas tree.",
        "The February 20 Movement spoke to USA Today.",
        "On 31 June and on 2025-02-30 nothing happened.",
        "It was 10000 years ago.",
        "",
        "…",
    ],
)
def test_what_is_no_date_is_not_found(text: str) -> None:
    """Counts, names, ages, lengths and days that no calendar has."""
    assert written(text) == []


def test_an_undated_text_has_only_absolute_times() -> None:
    """Without the day of publication, "Thursday" and "6 November" stand for nothing."""
    text = "On Thursday, on 6 November, yesterday and last year; on 6 November 2012, in 2013 and since May 2014."
    assert written(text, published=None) == [
        "2012-11-06..2012-11-06 on", "2013-01-01..2013-12-31 on", "2014-05-01..None since",
    ]  # fmt: skip


def test_a_language_without_words_has_no_dates() -> None:
    """What cannot be read is not guessed."""
    assert written("Er starb am 6. November 2025.", "de") == []


def test_spans_are_those_of_the_article() -> None:
    """The span's quote is the article's text at the span, wherever the sentence stands in it."""
    article = "A first sentence. He has ruled since 2012."
    (found,) = find_dates(article[18:], published=THURSDAY, lang="en", article_id="a", offset=18)
    assert article[found.span.start : found.span.end] == found.span.quote == "since 2012"


def test_the_nearest_date_is_by_distance() -> None:
    """A verb takes the date that stands nearest to it."""
    text = "In May he fled and on Friday he came back."
    dates = find_dates(text, published=THURSDAY, lang="en")
    assert nearest_date(dates, text.index("fled"), text.index("fled") + 4) is dates[0]
    assert nearest_date(dates, text.index("came"), text.index("came") + 4) is dates[1]
    assert nearest_date([], 0, 1) is None


@pytest.mark.parametrize("lang", ["en", "fr", "es", "ar", "ru"])
def test_hostile_text_takes_linear_time(lang: str) -> None:
    """Endless runs of what dates are made of are gone through once."""
    for text in ("1 May " * 20_000, "the last " * 20_000, "9" * 200_000, "\u0301'\u200f" * 50_000, "2012-" * 40_000):
        find_dates(text, published=date(1, 1, 1), lang=lang)


@pytest.mark.parametrize("lang", ["en", "fr", "es", "ar", "ru"])
def test_words_of_dates_in_any_order_are_read(lang: str) -> None:
    """Whatever order they come in, spans are exact, and no interval ends before it begins."""
    words = date_words(lang)
    assert words is not None
    chance = random.Random(20251106)
    known = [word for listed in words.words.values() for word in listed] + [
        "31",
        "2012",
        "0",
        ",",
        ".",
        "-",
        "1990s",
        "\n",
    ]
    for _ in range(300):
        text = " ".join(chance.choices(known, k=12))
        for published in (THURSDAY, date(2024, 2, 29), date.min, date.max, None):
            for found in find_dates(text, published=published, lang=lang):
                assert text[found.span.start : found.span.end] == found.span.quote
                assert found.earliest is None or found.latest is None or found.earliest <= found.latest
