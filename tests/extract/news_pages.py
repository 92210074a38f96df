"""Pages of outlets that do not exist, in several countries and scripts, as their sites would print them."""

# ruff: noqa: E501 - markup is easier to read in whole elements

from __future__ import annotations

import json
from typing import Any

MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
FOOT = "<footer><p>© 2025 All rights reserved. No part of this page may be reproduced.</p></footer>"
ARMY = (
    "The army left the northern town of Tessit on Friday after a week of fighting, two officers said.",
    "Residents told reporters that the last lorries crossed the river in the afternoon without a shot.",
    "“We have seen no soldier since noon,” said a trader, who asked not to be named for fear of reprisals.",
    "The governor said in a statement that the administration would go on working from the capital.",
)


def page(body: str, *, head: str = "", lang: str = "en", title: str = "", data: Any = None) -> bytes:
    """A page with a menu, a foot and what is handed over, as UTF-8."""
    script = f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>' if data else ""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}{script}</head>'
        f"<body>{MENU}{body}{FOOT}</body></html>"
    ).encode()


def paragraphs(*texts: str, name: str = "") -> str:
    """Texts as paragraphs, each with a class if one is given."""
    attribute = f' class="{name}"' if name else ""
    return "".join(f"<p{attribute}>{text}</p>" for text in texts)


def article(*texts: str, headline: str = "Army leaves Tessit", above: str = "", below: str = "") -> str:
    """An article element: headline, what stands above the text, the text, what stands below."""
    return f'<article><h1>{headline}</h1>{above}<div class="story-text">{paragraphs(*texts)}</div>{below}</article>'


PERU = page(
    '<main><header class="nota-cabecera"><p class="volada">Minería</p><h1>Comuneros levantan el bloqueo de la mina</h1>'
    '<h2 class="bajada">Los dirigentes aceptaron volver a la mesa de diálogo tras doce días de protesta en Apurímac.</h2>'
    '<div class="autor">Por <a rel="author" href="/a/1">Lucía Quispe Huamán</a></div></header>'
    '<figure><img src="/f.jpg"><figcaption>Comuneros en la carretera. Foto: Archivo</figcaption></figure>'
    '<div class="cuerpo">'
    "<p>Los comuneros de cuatro distritos levantaron el miércoles el bloqueo del corredor minero, informó la fiscalía.</p>"
    "<p>La empresa dijo que los camiones volverán a circular <a href='/x'>desde el jueves</a> por la mañana.</p>"
    '<div class="relacionadas"><p>Lea también: Así fue la protesta de los comuneros en la plaza de armas del Cusco.</p></div>'
    "<h3>Nueva reunión</h3><p>El ministro viajará a la zona la próxima semana para firmar un acta con los dirigentes.</p>"
    "</div></main>",
    lang="es-PE",
    title="Comuneros levantan el bloqueo de la mina | El Correo del Sur",
    head='<meta property="og:title" content="Comuneros levantan el bloqueo de la mina | El Correo del Sur">'
    '<meta property="og:site_name" content="El Correo del Sur">'
    '<meta property="article:section" content="Economía">'
    '<meta property="article:published_time" content="2025-05-14T22:40:00-05:00">'
    '<meta property="article:modified_time" content="2025-05-15T08:00:00-05:00">'
    '<meta property="og:image" content="/fotos/mina.jpg">'
    '<link rel="canonical" href="/economia/bloqueo-mina">',
)

EGYPT = page(
    '<div id="content"><h1>انقطاع الكهرباء عن ثلاث مدن ساحلية</h1><span class="date">الجمعة ٧ نوفمبر ٢٠٢٥</span>'
    '<div class="article-body"><p>انقطع التيار الكهربائي عن ثلاث مدن ساحلية مساء الخميس بعد عطل في محطة التحويل الرئيسية.</p>'
    "<p>وقال مسؤول في وزارة الكهرباء إن فرق الصيانة بدأت العمل فور وقوع العطل وإن التيار سيعود تدريجيا.</p>"
    "<p>وأضاف أن المستشفيات تعمل بالمولدات منذ ساعات المساء الأولى ولم تسجل أي إصابات.</p></div></div>",
    lang="ar",
    title="انقطاع الكهرباء عن ثلاث مدن ساحلية",
)

JAPAN = page(
    '<main><article><h1>県北部で震度４、津波の心配なし</h1><time datetime="2025-01-13T21:37:00+09:00">21時37分</time>'
    '<div class="body"><p>１３日午後９時すぎ、県北部で震度４を観測する地震があった。気象庁によると津波の心配はない。</p>'
    "<p>震源の深さは約４０キロで、けが人の情報は入っていない。鉄道は一時運転を見合わせた。</p>"
    "<p>市は災害対策本部を設け、被害の確認を進めている。</p></div></article></main>",
    lang="ja",
    title="県北部で震度４、津波の心配なし：みなと新聞",
    head='<meta property="og:site_name" content="みなと新聞">',
)

UKRAINE = page(
    '<div class="post"><h1>Суд скасував рішення про закриття порту</h1><div class="post_text">'
    "<p>Апеляційний суд у четвер скасував рішення про закриття річкового порту, повідомила пресслужба.</p>"
    "<p>Позивачі вважають, що порт має працювати, доки не буде проведено незалежну експертизу.</p>"
    "<p>Міська рада заявила, що вивчить повний текст рішення наступного тижня.</p></div></div>",
    lang="uk",
    title="Суд скасував рішення про закриття порту",
    data={
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Дніпровський вісник"},
            {
                "@type": ["NewsArticle"],
                "headline": "Суд скасував рішення про закриття порту",
                "datePublished": "2025-11-06T23:30:00+02:00",
                "author": [{"@type": "Person", "name": "Олена Коваль"}, {"@type": "Person", "name": "Ігор Бондар"}],
                "publisher": {"@type": "Organization", "name": "Дніпровський вісник"},
            },
        ],
    },
)

GERMANY = page(
    '<main><article class="story"><header><h1>Fähre läuft vor der Insel auf Grund</h1>'
    "<p>Ein Motorschaden hat am Dienstag eine Fähre auf eine Sandbank treiben lassen. Alle Gäste sind an Land.</p></header>"
    '<div class="story__text"><p class="p">Husum (dpa) - Eine Fähre mit 84 Menschen an Bord ist am Dienstag aufgelaufen.</p>'
    '<p class="p">Die Seenotretter brachten alle Fahrgäste mit zwei Booten an Land, verletzt wurde niemand.</p>'
    '<aside class="newsletter-box"><p>Jeden Morgen das Wichtigste: Melden Sie sich jetzt für unseren Newsletter an.</p></aside>'
    '<p class="p">Das Schiff soll mit der nächsten Flut freikommen, sagte ein Sprecher der Reederei.</p></div>'
    '<section class="comments"><p>Unglaublich, dass so etwas im Jahr 2025 noch passieren kann, meint Nutzer Wattwurm77.</p>'
    "<p>Ich bin mit der Fähre oft gefahren und habe nie etwas Schlimmes erlebt, alle Achtung vor der Mannschaft.</p></section>"
    "</article></main>",
    lang="de",
    title="Fähre läuft vor der Insel auf Grund - Küstenkurier",
    head='<meta property="og:site_name" content="Küstenkurier"><meta name="author" content="dpa">'
    '<meta name="date" content="2025-09-02T16:58:00+02:00">',
)
