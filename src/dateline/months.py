"""The names of the months in the languages that feeds are written in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dateline.text import fold

_MIN_CHARS = 3  # a shorter begin of a name is no abbreviation that anyone writes

# Twelve names a language, with "/" between several names of one month and "_" for the blank within one. From the
# languages' own dictionaries and calendars; genitives where dates are written with them. Begins of three letters
# and more are understood by themselves and are not listed, but for those that are no begin (Sept, 'mrt', 'Şub').
_NAMES = {
    "ar": "يناير/كانون_الثاني/جانفي فبراير/شباط/فيفري مارس/آذار أبريل/ابريل/نيسان/أفريل مايو/أيار/ماي"
    " يونيو/حزيران/جوان يوليو/تموز/جويلية أغسطس/اغسطس/آب/أوت سبتمبر/أيلول أكتوبر/اكتوبر/تشرين_الأول"
    " نوفمبر/تشرين_الثاني ديسمبر/كانون_الأول",
    "be": "студзеня лютага сакавіка красавіка мая/траўня чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "cs": "ledna/leden února/únor března/březen dubna/duben května/květen června/červen července/červenec srpna/srpen"
    " září října/říjen listopadu/listopad prosince/prosinec",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "de": "Januar/Jänner Februar/Feber März/Mrz April Mai Juni Juli August September Oktober November Dezember",
    "el": "Ιανουαρίου/Ιανουάριος/Γενάρη Φεβρουαρίου/Φεβρουάριος/Φλεβάρη Μαρτίου/Μάρτιος/Μάρτη Απριλίου/Απρίλιος/Απρίλη"
    " Μαΐου/Μάιος/Μάη Ιουνίου/Ιούνιος/Ιούνη Ιουλίου/Ιούλιος/Ιούλη Αυγούστου/Αύγουστος Σεπτεμβρίου/Σεπτέμβριος"
    " Οκτωβρίου/Οκτώβριος Νοεμβρίου/Νοέμβριος Δεκεμβρίου/Δεκέμβριος",
    "en": "January February March April May June July August September/Sept October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "fi": "tammikuu/tammikuuta helmikuu/helmikuuta maaliskuu/maaliskuuta huhtikuu/huhtikuuta toukokuu/toukokuuta"
    " kesäkuu/kesäkuuta heinäkuu/heinäkuuta elokuu/elokuuta syyskuu/syyskuuta lokakuu/lokakuuta marraskuu/marraskuuta"
    " joulukuu/joulukuuta",
    "fr": "janvier février mars avril mai juin juillet/juil août septembre octobre novembre décembre",
    "ha": "Janairu Faburairu/Fabrairu Maris Afrilu Mayu Yuni Yuli Agusta Satumba Oktoba Nuwamba Disamba",
    "hi": "जनवरी फ़रवरी/फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
    "hr": "siječnja/siječanj veljače/veljača ožujka/ožujak travnja/travanj svibnja/svibanj lipnja/lipanj srpnja/srpanj"
    " kolovoza/kolovoz rujna/rujan listopada/listopad studenoga/studeni/studenog prosinca/prosinac",
    "hu": "január február március április május június július augusztus szeptember/szept október november december",
    "id": "Januari Februari/Pebruari Maret April Mei Juni Juli Agustus/Agt September Oktober"
    " November/Nopember Desember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "lv": "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
    "ms": "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember",
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "nl": "januari februari maart/mrt april mei juni juli augustus september oktober november december",
    "pl": "stycznia/styczeń lutego/luty marca/marzec kwietnia/kwiecień maja/maj czerwca/czerwiec lipca/lipiec"
    " sierpnia/sierpień września/wrzesień października/październik/paź listopada/listopad grudnia/grudzień",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "ru": "января/январь февраля/февраль марта/март апреля/апрель мая/май июня/июнь июля/июль августа/август"
    " сентября/сентябрь октября/октябрь ноября/ноябрь декабря/декабрь",
    "sk": "januára február/februára marca/marec apríla máj/mája jún/júna júl/júla augusta septembra októbra novembra"
    " decembra",
    "sl": "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",
    "so": "Janaayo/Jannaayo Febraayo/Febaraayo Maarso/Maarij Abriil/Abril Maajo/Mey Juun/Juunyo Luulyo/Julaay Agoosto"
    " Sebteembar/Setembar Oktoobar/Oktobar Nofeembar/Nofembar Diseembar/Disembar",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "sr": "јануар/januar фебруар/februar март/mart април/april мај/maj јун/jun јул/jul август/avgust"
    " септембар/septembar октобар/oktobar новембар/novembar децембар/decembar",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "sw": "Januari Februari Machi Aprili Mei Juni Julai Agosti Septemba Oktoba Novemba Desemba",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "uk": "січня/січень лютого/лютий березня/березень квітня/квітень травня/травень червня/червень липня/липень"
    " серпня/серпень вересня/вересень жовтня/жовтень листопада/листопад грудня/грудень",
    "uz": "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
}


def read_month(word: str, lang: str = "") -> int:
    """1 to 12 for a month's name or its begin, in the language named or in any; 0 for what is none or two months.

    "listopad" is November in Polish and October in Croatian: without the language it is neither.
    """
    key = fold(word).strip(".'")
    return (_known(lang[:2].lower()).get(key) if lang else None) or _known("").get(key, 0)


@cache
def _known(lang: str) -> Mapping[str, int]:
    """Names and begins of one language, or of all; names go before begins, and what means two months is left out."""
    names: dict[str, set[int]] = {}
    begins: dict[str, set[int]] = {}
    for code, listed in _NAMES.items():
        for number, months in enumerate(listed.split(), start=1) if lang in ("", code) else ():
            for name in months.split("/"):
                key = fold(name.replace("_", " "))
                names.setdefault(key, set()).add(number)
                for length in range(_MIN_CHARS, len(key)):
                    begins.setdefault(key[:length], set()).add(number)
    return {key: min(numbers) for key, numbers in (begins | names).items() if len(numbers) == 1}
