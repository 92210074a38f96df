"""Feeds of every dialect, whole and broken, become items that say what the feed says."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.records.sources import FeedDocument, FeedItem
from dateline.sources import feed
from dateline.sources.feed import NotAFeed, read_feed

FEEDS = Path(__file__).parent / "feeds"
URL = "https://paper.example/feeds/all.xml"


def read(name: str) -> FeedDocument:
    return read_feed((FEEDS / name).read_bytes(), url=URL)


def read_rss(items: str, about: str = "", attributes: str = "") -> FeedDocument:
    """An RSS feed around some items."""
    text = f'<rss version="2.0" {attributes}><channel><title>T</title>{about}{items}</channel></rss>'
    return read_feed(text.encode(), url=URL)


def read_item(inside: str, attributes: str = "") -> FeedItem:
    (item,) = read_rss(f"<item>{inside}</item>", attributes=attributes).items
    return item


def refusal(raw: bytes) -> str:
    with pytest.raises(NotAFeed) as caught:
        read_feed(raw, url=URL)
    return str(caught.value)


# Dialects


@pytest.mark.parametrize(
    ("name", "form", "title", "lang", "n_items"),
    [
        ("rss20_wordpress_fr.xml", "rss", "Le Courrier du Fleuve", "fr", 2),
        ("rss091_es.xml", "rss", "El Diario de la Montaña", "es", 2),
        ("rss092_tr.xml", "rss", "Boğaz Postası", "tr", 1),
        ("rss090_it.rdf", "rdf", "La Voce del Golfo", "", 2),
        ("rdf10_ja.rdf", "rdf", "みなと新聞", "ja", 2),
        ("atom10_en.xml", "atom", "The Plains & Rivers Observer", "en", 2),
        ("atom03_de.xml", "atom", "Nachrichten vom Deich", "de", 2),
        ("jsonfeed11_nl.json", "json", "De Polderbode", "nl", 2),
        ("jsonfeed10_ko.json", "json", "강변일보", "", 1),
        ("rss20_ru_cp1251.xml", "rss", "Вести степи", "ru", 1),
        ("rss20_zh_gb2312.xml", "rss", "江岸早报", "zh", 1),
        ("rss20_utf16_uk.xml", "rss", "Хвиля Дніпра", "", 1),
    ],
)
def test_every_dialect_is_read(name: str, form: str, title: str, lang: str, n_items: int) -> None:
    """RSS 0.90 to 2.0, RDF, Atom and JSON Feed, in any encoding, give their form, title, language and items."""
    document = read(name)
    assert (document.form, document.title, document.lang, len(document.items)) == (form, title, lang, n_items)


def test_an_item_has_all_that_the_feed_says_of_it() -> None:
    """Of a whole item come id, address, title, longest text, authors, date, topics and picture."""
    item = read("rss20_wordpress_fr.xml").items[0]
    assert item.guid == "https://courrier-du-fleuve.example/?p=48211"
    assert item.url == "https://courrier-du-fleuve.example/2025/11/07/gao-route-ansongo/"
    assert item.title == "Gao : l’armée rouvre la route d’Ansongo"
    assert item.text.splitlines()[1:] == [
        "Selon lui, « plus de 200 véhicules » attendaient à Wabaria ; les premiers sont passés à midi.",
        "La route, jeudi.",
        "Carburant : 40 citernes",
        "Vivres : 160 camions",
    ]
    assert item.authors == ("Aïssata Maïga",)
    assert item.published_at == datetime(2025, 11, 7, 18, 30, tzinfo=UTC)
    assert item.stated_date == "Fri, 07 Nov 2025 18:30:00 +0000"
    assert item.topics == ("Sécurité", "Gao")
    assert item.image_url == "https://courrier-du-fleuve.example/img/route.jpg"
    assert item.lang == ""  # the feed's language is the feed's


def test_atom_has_its_alternate_link_its_base_and_its_authors() -> None:
    """Of Atom's links the alternate one counts, relative to xml:base; the feed's author stands in for an entry's."""
    first, second = read("atom10_en.xml").items
    assert first.url == "https://plains.example/blog/2025/flood-gauge"
    assert first.authors == ("Lena Ortiz", "Tom Half-Moon")
    assert first.updated_at == datetime(2025, 11, 7, 17, 0, tzinfo=UTC)
    assert first.topics == ("Rivers",)
    assert second.title == "Council <delays> vote"
    assert second.authors == ("Staff of the Observer",)
    assert second.published_at == second.updated_at == datetime(2025, 11, 6, 1, 2, 3, tzinfo=UTC)


def test_json_feed_has_everything_too() -> None:
    """JSON Feed gives the same fields; what is no item is passed over."""
    first, second = read("jsonfeed11_nl.json").items
    assert first.text == "Het waterschap begint maandag.\nDe weg is dan éénrichtingsverkeer."
    assert (first.authors, first.topics) == (("Sanne de Wit",), ("water", "verkeer"))
    assert first.published_at == datetime(2025, 11, 7, 8, 30, tzinfo=UTC)
    assert first.image_url == "https://paper.example/img/dijk.jpg"
    assert (second.guid, second.url, second.authors) == ("77", "https://veer.example/dienst", ("Redactie Polderbode",))


def test_media_and_itunes_give_pictures_and_texts() -> None:
    """A picture is named by media:thumbnail, media:content, itunes:image or an enclosure; a film is none."""
    assert read("rss20_podcast_sw.xml").items[0].image_url == "https://podi.sautiyaziwa.example/41.jpg"
    assert read("rss20_podcast_sw.xml").items[0].text.startswith("Wavuvi wa ziwa")
    assert read("rss20_hi_media.xml").items[0].image_url == "https://pahad.example/i/880.jpg"
    assert read("rss092_tr.xml").items[0].image_url == "https://bogazpostasi.example/img/meclis.jpg"


# Links and ids


@pytest.mark.parametrize(
    ("inside", "guid", "url"),
    [
        ("<link>/a</link>", "https://paper.example/a", "https://paper.example/a"),
        ("<link>//b.example/a</link>", "https://b.example/a", "https://b.example/a"),
        ("<link>\n https://b.example/a\n </link>", "https://b.example/a", "https://b.example/a"),
        ("<link>https://b.example/?a=1&amp;amp;b=2</link>",) + ("https://b.example/?a=1&b=2",) * 2,
        ("<guid>https://b.example/g</guid>", "https://b.example/g", "https://b.example/g"),
        ("<guid isPermaLink='true'>g/1</guid>", "g/1", "https://paper.example/feeds/g/1"),
        ("<guid>4711</guid><title>x</title>", "4711", ""),
        ("<guid isPermaLink='false'>https://b.example/g</guid><title>x</title>", "https://b.example/g", ""),
        ("<link>javascript:alert(1)</link><guid>7</guid>", "7", ""),
        ("<link>file:///etc/passwd</link><guid>7</guid>", "7", ""),
        ("<link href='https://b.example/h'/>", "https://b.example/h", "https://b.example/h"),
        ("<guid>7</guid><atom:link href='https://b.example/h'/>", "7", "https://b.example/h"),
    ],
)
def test_links_and_ids(inside: str, guid: str, url: str) -> None:
    """A link is absolute and of the web or is none; an id is what the feed says, else the link."""
    item = read_item(inside, attributes='xmlns:atom="http://www.w3.org/2005/Atom"')
    assert (item.guid, item.url) == (guid, url)


def test_an_item_without_id_and_link_has_a_digest() -> None:
    """The same title and date give the same id, others another."""
    first, again, other = (
        read_item(f"<title>{title}</title><pubDate>Fri, 07 Nov 2025 18:30:00 GMT</pubDate>").guid
        for title in ("A", "A", "B")
    )
    assert first == again != other
    assert len(first) == 16


def test_bases_nest() -> None:
    """xml:base holds for what is inside, relative to the one around it."""
    raw = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a/"><entry xml:base="b/"><id>1</id>'
        '<link href="c"/></entry><entry><id>2</id><link xml:base="https://d.example/" href="e"/></entry></feed>'
    )
    items = read_feed(raw.encode(), url=URL).items
    assert [item.url for item in items] == ["https://paper.example/a/b/c", "https://d.example/e"]


# Texts


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\nTwo."),
        ("&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt; &amp;amp;amp; two", "One\n& two"),
        ("<![CDATA[A <b>bold</b>ness<br>next]]>", "A boldness\nnext"),
        ("<![CDATA[<img alt=\"a > b\" src='x'>seen <script>if(a<b){}</script><!-- not -->]]>", "seen"),
        ("2 &lt; 3 and 5 &gt; 4", "2 < 3 and 5 > 4"),
        ("wrapped\nline\n\nnew paragraph", "wrapped line\nnew paragraph"),
        ("AT&amp;T &amp;ndash; Sah\u0065\u0301l", "AT&T – Sahél"),
        ("SÃ©gou, BoulÃ¨ â€“ Ã§a", "Ségou, Boulè – ça"),
        ("rock &#146;n&#146; roll", "rock ’n’ roll"),
        ("<p>raw <i>XML</i></p><p>more</p>", "raw XML\nmore"),
        ("a&#8203;b\u2028c\u00a0d", "a\u200bb c d"),
    ],
)
def test_texts_are_plain(markup: str, text: str) -> None:
    """Markup goes, also where it was encoded twice; entities become characters, blocks lines, lines paragraphs."""
    assert read_item(f"<description>{markup}</description>").text == text


def test_the_longest_text_counts() -> None:
    """Of description, content and the others the longest plain text is taken, however much markup another has."""
    inside = (
        "<description>&lt;div&gt;&lt;div&gt;&lt;div&gt;&lt;div&gt;Short&lt;/div&gt;&lt;/div&gt;</description>"
        "<content:encoded>The longer text of both.</content:encoded>"
    )
    attributes = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    assert read_item(inside, attributes).text == "The longer text of both."


def test_authors_are_names() -> None:
    """A mailbox gives the name in its brackets; without one it is no author."""
    inside = "<guid>1</guid><author>a@b.example (Awa Traoré)</author><author>desk@b.example</author>"
    assert read_item(inside).authors == ("Awa Traoré",)


# What the feed says of itself


@pytest.mark.parametrize(
    ("about", "ttl_s"),
    [
        ("<ttl>60</ttl>", 3600),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21_600),
        ("<sy:updatePeriod>never</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_how_long_a_feed_asks_to_be_left_alone(about: str, ttl_s: int | None) -> None:
    """ttl is in minutes; the syndication module gives a period and how often in it."""
    attributes = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    assert read_rss("", about, attributes).ttl_s == ttl_s


def test_a_feed_moves_only_when_it_says_so() -> None:
    """itunes:new-feed-url and a redirect document name a new address; a link to itself does not."""
    assert read("rss20_podcast_sw.xml").moved_to == "https://podi.sautiyaziwa.example/feed.xml"
    assert read("rss20_wordpress_fr.xml").moved_to == ""
    raw = b"<redirect><newLocation>https://new.example/rss</newLocation></redirect>"
    assert read_feed(raw, url=URL).moved_to == "https://new.example/rss"


# What is broken


def test_truncated_feeds_keep_whole_items() -> None:
    """A feed that was cut off gives the items before the cut, and none that is not whole."""
    raw = (FEEDS / "rss20_wordpress_fr.xml").read_bytes()
    whole = read("rss20_wordpress_fr.xml").items
    for cut in (b"l&#8217;ONU", b"Les vols ont", b"</channel>", b"</rss>"):
        kept = raw[: raw.index(cut)]
        assert read_feed(kept, url=URL).items == whole[: kept.count(b"</item>")]


def test_broken_xml_is_mended() -> None:
    """Junk in front, bare & and <, entities of HTML, undeclared prefixes, control characters: all are read."""
    first, second = read("broken_entities_en.xml").items
    assert first.title == "Mill café reopens – with AT&T booth"
    assert first.text == "The café had been shut since May… Doors open at 8.\nTea is 2 < 3 pounds."
    assert first.url == "https://valleyhill.example/story?id=9&sec=town"
    assert first.authors == ("Ann Reed",)
    assert second.title == "Bridge closed"


@pytest.mark.parametrize(
    "body",
    [
        "<item><title>A</title><link>https://a.example/1</link><item><title>B</title></item>",
        "<item><title>A<link>https://a.example/1</link></item><item><title>B</title></item>",
        "<item><link>https://a.example/1<title>A</title></item><item><title>B</title></item></item></foo>",
        "<item><title>A</title><link>https://a.example/1</link></item></channel></rss><item><title>B</title></item>",
        "<item><title>A</titel><link>https://a.example/1</link></item><item><title>B</title></item>",
    ],
)
def test_missing_and_stray_ends(body: str) -> None:
    """Ends that are missing, misspelt or too many cost no item."""
    items = read_rss(body).items
    assert [item.title[:1] for item in items] == ["A", "B"]


def test_other_namespaces_do_not_matter() -> None:
    """A feed whose own namespace is unknown is read by its elements' names."""
    raw = b'<rss xmlns="https://odd.example/ns"><channel><item><title>A</title></item></channel></rss>'
    assert read_feed(raw, url=URL).items[0].title == "A"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b" \n\x00", "empty"),
        (b"<!DOCTYPE html><html><head><title>404</title></head><body><p>No.</p></body></html>", "an HTML page"),
        (b"<html><body>Just a moment<br></body></html>", "an HTML page"),
        (b'{"a": 1}', "JSON that is no feed"),
        (b"[1, 2]", "JSON that is no feed"),
        (b'{"items": [', "JSON that cannot be read"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"Not found.", "plain text"),
        (b"<?xml version='1.0'?><note><to>x</to></note>", "XML that is no feed"),
        (b"<urlset><url><loc>https://a.example/</loc></url></urlset>", "a sitemap"),
        (b"<opml version='2.0'><body/></opml>", "an OPML list"),
        (b"<rss version='2.0'><channel><item><title>Cut o", "bytes without a whole item"),
        (b"<rss vers", "truncated XML"),
    ],
)
def test_what_is_no_feed_is_called_by_its_name(raw: bytes, said: str) -> None:
    """The refusal says what the body is instead."""
    assert said in refusal(raw)


def test_an_empty_feed_is_a_feed() -> None:
    """A whole feed without items is one without items, not an error."""
    assert read_rss("").items == ()
    assert read_feed(b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', url=URL).items == ()


# What is hostile


def test_entities_are_never_expanded() -> None:
    """Neither files nor bombs come in by entities: a document type is taken out before anything is read."""
    declared = '<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
    for before in ("", "<!-- <rss> -->", "\n"):
        raw = f"{before}<!DOCTYPE rss [{declared}]><rss><channel><item><title>&f; &b;</title></item></channel></rss>"
        assert read_feed(raw.encode(), url=URL).items[0].title == "&f; &b;"


def test_limits_hold() -> None:
    """Bodies that are too large or have too many tags are refused; of too many items the first are taken."""
    assert "at most 16,000,000" in refusal(b"<rss>" + b" " * feed.MAX_FEED_BYTES)
    assert "more than 1,000,000 tags" in refusal(b"<rss>" + b"<a>" * 1_000_001)
    many = "<item><guid>1</guid></item>" * (feed.MAX_ITEMS + 1)
    assert len(read_rss(many).items) == feed.MAX_ITEMS


def test_depth_does_not_matter() -> None:
    """Elements a hundred thousand deep are read without recursion."""
    item = read_item(f"<description>{'<b>' * 100_000}deep{'</b>' * 100_000}</description>")
    assert item.text == "deep"


def test_a_feed_that_is_too_long_says_that_it_was_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Items past the limit are left out, and the document says so."""
    monkeypatch.setattr(feed, "MAX_ITEMS", 2)
    items = "".join(f"<item><title>{number}</title></item>" for number in range(3))
    document = read_feed(f"<rss><channel>{items}</channel></rss>".encode(), url=URL)
    assert ([item.title for item in document.items], document.is_cut) == (["0", "1"], True)
    raw = b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"}, {"id": "2"}, {"id": "3"}]}'
    document = read_feed(raw, url=URL)
    assert (len(document.items), document.is_cut) == (2, True)


def test_a_feed_that_breaks_off_says_so() -> None:
    """The items that are whole are given, and that there were more is not kept quiet."""
    raw = b"<rss><channel><item><title>One</title></item><item><title>Tw"
    document = read_feed(raw, url=URL)
    assert (document.items[0].title, document.is_cut) == ("One", True)
    assert not read_feed(b"<rss><channel><item><title>One</title></item></channel></rss>", url=URL).is_cut
