"""Whom sentences in French, Spanish, Arabic and Russian name: written for this test, in the style of news."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest

from dateline.reading.actors import find_mentions
from dateline.records import Article

# The text, and for each of these words the id of the actor they stand for.
Golden = tuple[str, dict[str, str]]

FRENCH: list[Golden] = [
    (
        "Le ministre malien des Affaires étrangères, Abdoulaye Diop, a accusé la France de soutenir des groupes armés.",
        {
            "ministre malien des Affaires étrangères": "abdoulaye-diop",
            "Abdoulaye Diop": "abdoulaye-diop",
            "France": "fra",
        },
    ),
    ("L'armée burkinabè a tué une vingtaine de jihadistes, selon l'état-major.", {"armée burkinabè": "bfa-mil"}),
    (
        "Le Groupe de soutien à l'islam et aux musulmans (GSIM) a revendiqué l'attaque.",
        {"Groupe de soutien à l'islam et aux musulmans": "jnim", "GSIM": "jnim"},
    ),
    ("Paris rejette les accusations de Bamako.", {"Paris": "fra-gov"}),
    (
        "Emmanuel Macron s'est rendu à Abidjan. Le président français a salué la Côte d'Ivoire.",
        {"Emmanuel Macron": "emmanuel-macron", "président français": "emmanuel-macron"},
    ),
    ("La Cédéao et l'Union africaine ont condamné le coup d'État.", {"Cédéao": "ecowas", "Union africaine": "au"}),
    (
        "Des soldats nigériens et des soldats nigérians patrouillent.",
        {"soldats nigériens": "ner-mil", "soldats nigérians": "nga-mil"},
    ),
    (
        "Les talibans ont libéré deux journalistes américains.",
        {"talibans": "taliban", "journalistes américains": "usa-jrn"},
    ),
    ("La police sénégalaise a dispersé les manifestants à Dakar.", {"police sénégalaise": "sen-cop"}),
    (
        "L'ancien président ivoirien Laurent Gbagbo a été acquitté par la Cour pénale internationale.",
        {"ancien président ivoirien Laurent Gbagbo": "laurent-gbagbo", "Cour pénale internationale": "icc"},
    ),
    ("Le porte-parole du gouvernement tchadien a démenti.", {"porte-parole du gouvernement tchadien": "tcd-gov"}),
    ("Les rebelles du M23 ont pris Goma, a annoncé le gouvernement congolais.", {"rebelles du M23": "m23"}),
    ("Moscou et Téhéran ont signé un accord.", {"Téhéran": "irn-gov"}),
    ("L'ONU réclame une enquête. Elle accuse l'armée soudanaise.", {"ONU": "un", "armée soudanaise": "sdn-mil"}),
    ("Le chef de l'opposition ougandaise, Bobi Wine, a été arrêté.", {"Bobi Wine": "x-bobi-wine"}),
]
SPANISH: list[Golden] = [
    (
        "El presidente colombiano, Gustavo Petro, acusó al ELN de romper la tregua.",
        {"presidente colombiano": "gustavo-petro", "Gustavo Petro": "gustavo-petro", "ELN": "eln"},
    ),
    ("Soldados malienses murieron en una emboscada cerca de Gao.", {"Soldados malienses": "mli-mil"}),
    ("La policía venezolana detuvo a tres opositores.", {"policía venezolana": "ven-cop"}),
    ("Moscú rechazó la propuesta de la Unión Europea.", {"Moscú": "rus-gov", "Unión Europea": "eu"}),
    ("El ministro de Defensa de Israel, Israel Katz, amenazó a Hezbolá.", {"Hezbolá": "hezbollah"}),
    ("La ONU y la OTAN condenaron el ataque.", {"ONU": "un", "OTAN": "nato"}),
    ("El ejército ucraniano derribó veinte drones rusos.", {"ejército ucraniano": "ukr-mil"}),
    (
        "Los talibanes anunciaron la liberación de un rehén estadounidense.",
        {"talibanes": "taliban", "rehén estadounidense": "usa-cvl"},
    ),
    (
        "El gobierno de Estados Unidos impuso sanciones a Irán.",
        {"gobierno de Estados Unidos": "usa-gov", "Irán": "irn"},
    ),
    ("La presidenta mexicana, Claudia Sheinbaum, viajó a Brasil.", {"Claudia Sheinbaum": "claudia-sheinbaum"}),
    (
        "Guerrilleros de las Fuerzas Armadas Revolucionarias de Colombia atacaron un cuartel.",
        {"Guerrilleros de las Fuerzas Armadas Revolucionarias de Colombia": "farc"},
    ),
    ("El Tribunal Supremo español absolvió al exministro.", {"Tribunal Supremo español": "esp-jud"}),
    ("Manifestantes peruanos bloquearon la carretera.", {"Manifestantes peruanos": "per-cvl"}),
]
ARABIC: list[Golden] = [
    (
        "قال الرئيس الفرنسي إيمانويل ماكرون إن بلاده ستدعم أوكرانيا.",
        {"الرئيس الفرنسي": "emmanuel-macron", "أوكرانيا": "ukr"},
    ),
    ("أعلن الجيش المالي مقتل ثلاثين مسلحا.", {"الجيش المالي": "mli-mil"}),
    ("دعت الأمم المتحدة إلى وقف إطلاق النار.", {"الأمم المتحدة": "un"}),
    (
        "اتهمت الحكومة السودانية قوات الدعم السريع بقصف المدينة.",
        {"الحكومة السودانية": "sdn-gov", "قوات الدعم السريع": "rsf"},
    ),
    ("قالت الشرطة العراقية إنها اعتقلت ثلاثة أشخاص.", {"الشرطة العراقية": "irq-cop"}),
    ("رفضت حركة حماس المقترح الإسرائيلي.", {"حركة حماس": "hamas"}),
    ("أعلن حزب الله استهداف موقع للجيش الإسرائيلي.", {"حزب الله": "hezbollah", "للجيش الإسرائيلي": "isr-mil"}),
    (
        "قال المتحدث باسم وزارة الخارجية الإيرانية إن المحادثات ستستمر.",
        {"المتحدث باسم وزارة الخارجية الإيرانية": "irn-gov-foreign"},
    ),
    ("طالب الاتحاد الأفريقي بالإفراج عن الرئيس.", {"الاتحاد الأفريقي": "au"}),
    ("قتل جنود أتراك في هجوم شمال سوريا.", {"جنود أتراك": "tur-mil"}),
    ("أدان مجلس الأمن الدولي الهجوم.", {"مجلس الأمن الدولي": "un-security-council"}),
    ("التقى وزير الدفاع الروسي نظيره الجزائري.", {"وزير الدفاع الروسي": "andrei-belousov"}),
    ("قال الحوثيون إنهم أطلقوا صاروخا.", {"الحوثيون": "houthis"}),
]
RUSSIAN: list[Golden] = [
    (
        "Президент Украины Владимир Зеленский заявил о новых переговорах.",
        {"Президент Украины Владимир Зеленский": "volodymyr-zelensky"},
    ),
    ("Российские войска обстреляли город.", {"Российские войска": "rus-mil"}),
    ("Москва обвинила Киев в срыве переговоров.", {"Москва": "rus-gov"}),
    ("В ООН призвали прекратить огонь.", {"ООН": "un"}),
    ("Боевики «Исламского государства» напали на базу малийской армии.", {"малийской армии": "mli-mil"}),
    ("Министр обороны США Пит Хегсет прибыл в Варшаву.", {"Министр обороны США Пит Хегсет": "x-пит-хегсет"}),
    ("Турецкая полиция задержала журналистов.", {"Турецкая полиция": "tur-cop"}),
    ("ХАМАС отверг предложение Израиля.", {"ХАМАС": "hamas", "Израиля": "isr"}),
    ("Правительство Мали приостановило вещание телеканала.", {"Правительство Мали": "mli-gov"}),
    ("МИД России осудил удар.", {"МИД России": "russian-mfa"}),
    (
        "Израильская армия нанесла удар по позициям «Хезболлы».",
        {"Израильская армия": "isr-mil", "Хезболлы": "hezbollah"},
    ),
    ("В Евросоюзе и НАТО выразили обеспокоенность.", {"Евросоюзе": "eu", "НАТО": "nato"}),
    ("Оппозиция Грузии вышла на улицы.", {"Оппозиция Грузии": "geo-opp"}),
]
LANGS = {"fr": FRENCH, "es": SPANISH, "ar": ARABIC, "ru": RUSSIAN}
CASES = [(lang, text, expected) for lang, golden in LANGS.items() for text, expected in golden]


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_golden(lang: str, text: str, expected: dict[str, str]) -> None:
    """Each of the words is a mention of the actor that a reader takes it for."""
    at = datetime(2025, 11, 6, tzinfo=UTC)
    article = Article(article_id="a", source_id="s", text=text, lang=lang, published_at=at, known_at=at)
    cuts = [end + 1 for end, char in enumerate(text) if char == "." and text[end + 1 : end + 2] == " "]
    bounds = [0, *cuts, len(text)]
    found = {m.span.quote: m.actor_id for m in find_mentions(article, list(itertools.pairwise(bounds)))}
    assert {words: found.get(words) for words in expected} == expected, found
