-- What each report is filed under, so that pages about an outlet, an actor or a place need not open every reading.
CREATE TABLE heading (
    heading_id INTEGER PRIMARY KEY, -- its last three bits are the place of its kind in records.KINDS
    kind       TEXT NOT NULL,       -- outlet, agency, source, language, actor, place or country
    key        TEXT NOT NULL,       -- the name of an outlet or agency, else an id or a code
    UNIQUE (kind, key)
);

-- The names that a heading has in reports, and what is said with them.
CREATE TABLE naming (
    naming_id  INTEGER PRIMARY KEY,
    heading_id INTEGER NOT NULL REFERENCES heading (heading_id),
    name       TEXT NOT NULL,
    sort       TEXT NOT NULL,       -- of an actor its kind, of a place the GeoNames feature code
    country    TEXT NOT NULL,       -- ISO 3166-1 alpha-3
    detail     TEXT NOT NULL,       -- of an actor the office, of a place the first-order division
    lat        REAL,
    lon        REAL,
    since      INTEGER NOT NULL,    -- when the first report with it was known
    is_listed  INTEGER NOT NULL,    -- whether it is offered and counted: a name, not "gunmen"
    UNIQUE (heading_id, name, sort, country, detail, is_listed)
);
CREATE INDEX naming_lat ON naming (lat) WHERE lat IS NOT NULL;

-- Each name from each of its words on, folded: "assimi goita", "goita".
CREATE TABLE name_start (
    folded    TEXT NOT NULL,
    naming_id INTEGER NOT NULL REFERENCES naming (naming_id),
    is_whole  INTEGER NOT NULL,
    PRIMARY KEY (folded, naming_id)
) WITHOUT ROWID;

-- Which report is under which heading, in the order of time.
CREATE TABLE filed (
    heading_id INTEGER NOT NULL,
    known_at   INTEGER NOT NULL,    -- microseconds since 1970, as on the card
    number     INTEGER NOT NULL,    -- of the article
    naming_id  INTEGER NOT NULL,
    n_events   INTEGER NOT NULL,    -- that the report tells of it
    PRIMARY KEY (heading_id, known_at, number)
) WITHOUT ROWID;
-- Sources and languages are not looked up by their names.
CREATE INDEX filed_naming ON filed (naming_id, known_at) WHERE heading_id & 7 NOT IN (2, 3);

-- What a list of reports needs of each, much smaller than the report. It is seen as of a moment when
-- known_at <= moment < until: the same rule as in sqlite_view.py, worked out beforehand, in microseconds since 1970.
-- Undated reports have none; those that were retired are seen at no moment.
CREATE TABLE card (
    number       INTEGER PRIMARY KEY,
    known_at     INTEGER NOT NULL,
    until        INTEGER NOT NULL,  -- when a later report under its address was known; the last moment if never
    published_at TEXT NOT NULL,
    n_chars      INTEGER NOT NULL,
    filed_by     TEXT NOT NULL,     -- the reader whose reading it is filed by; '-' by its outlets only, '' not at all
    headings     BLOB NOT NULL,     -- the ids of its listed headings, four bytes each, the lowest byte first
    others       BLOB NOT NULL      -- the ids of the others
);
CREATE INDEX card_filed_by ON card (filed_by, known_at);
CREATE INDEX card_published_at ON card (published_at);

CREATE VIEW card_times AS SELECT own.number AS number, own.published_at AS published_at,
    length(own.title) + length(own.text) AS n_chars,
    CAST(strftime('%s', substr(own.known_at, 1, 19)) AS INTEGER) * 1000000
        + CAST(substr(own.known_at, 21, 6) AS INTEGER) AS known_at,
    CASE WHEN own.retired_at IS NOT NULL THEN -9223372036854775807
        WHEN own.address = '' THEN 9223372036854775807
        ELSE coalesce((
            SELECT CAST(strftime('%s', substr(min(newer.known_at), 1, 19)) AS INTEGER) * 1000000
                + CAST(substr(min(newer.known_at), 21, 6) AS INTEGER)
            FROM article AS newer WHERE newer.address = own.address AND newer.address <> ''
            AND newer.retired_at IS NULL AND (newer.known_at, newer.number) > (own.known_at, own.number)),
            9223372036854775807)
    END AS until
    FROM article AS own WHERE own.known_at IS NOT NULL;

CREATE TRIGGER card_retired AFTER UPDATE OF retired_at ON article WHEN OLD.retired_at IS NOT NEW.retired_at BEGIN
    UPDATE card SET until = (SELECT until FROM card_times WHERE card_times.number = card.number)
        WHERE number = NEW.number
        OR number IN (SELECT number FROM article WHERE address = NEW.address AND address <> '');
END;

INSERT INTO card SELECT number, known_at, until, published_at, n_chars, '', x'', x'' FROM card_times;

-- Where each word stands in each report, out of the full-text index: for ranking.
CREATE VIRTUAL TABLE word_place USING fts5vocab (article_words, instance);

-- Searches that a user gave a name to.
CREATE TABLE search (
    name    TEXT PRIMARY KEY,
    line    TEXT NOT NULL,
    made_at TEXT NOT NULL
) WITHOUT ROWID;
