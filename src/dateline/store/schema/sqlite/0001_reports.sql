-- Reports, what was read in them, what failed, what users defined, and data rows.
CREATE TABLE article (
    number       INTEGER PRIMARY KEY,
    article_id   TEXT NOT NULL UNIQUE,
    source_id    TEXT NOT NULL,
    title        TEXT NOT NULL,
    text         TEXT NOT NULL,
    lang         TEXT NOT NULL,
    published_at TEXT,              -- UTC, ISO 8601, always with six decimals so that text order is time order
    known_at     TEXT,              -- the latest moment it can have become public; as-of compares this one
    fetched_at   TEXT NOT NULL,
    citations    TEXT NOT NULL,     -- JSON [{"outlet", "url"}]
    topics       TEXT NOT NULL      -- JSON ["..."]
);
CREATE INDEX article_known_at ON article (known_at);

CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text, content = 'article', content_rowid = 'number',
    tokenize = "unicode61 remove_diacritics 2"
);

-- One row an article and reader: the passages as JSON. A new reader adds rows, it changes none.
CREATE TABLE reading (
    article_id TEXT NOT NULL REFERENCES article (article_id),
    made_by    TEXT NOT NULL,
    passages   BLOB NOT NULL,
    PRIMARY KEY (article_id, made_by)
) WITHOUT ROWID;

CREATE TABLE failure (
    stage     TEXT NOT NULL,
    source_id TEXT NOT NULL,
    record_id TEXT NOT NULL,        -- a line, a row or a file
    reason    TEXT NOT NULL,
    detail    TEXT NOT NULL,        -- the beginning of the record itself
    failed_at TEXT NOT NULL,
    PRIMARY KEY (stage, source_id, record_id, reason)
) WITHOUT ROWID;

CREATE TABLE situation (
    situation_id TEXT PRIMARY KEY,
    definition   TEXT NOT NULL      -- JSON of the record
) WITHOUT ROWID;

CREATE TABLE observation (
    series_id    TEXT NOT NULL,
    iso3         TEXT NOT NULL,
    country      TEXT NOT NULL,
    measure      TEXT NOT NULL,
    unit         TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end   TEXT NOT NULL,
    value        REAL NOT NULL,
    released_at  TEXT NOT NULL,
    source       TEXT NOT NULL,
    PRIMARY KEY (series_id, period_start, released_at)
) WITHOUT ROWID;
CREATE INDEX observation_country ON observation (iso3, series_id);
