-- What is watched, what it named, and the pages that arrived, so that they can be read again.
ALTER TABLE article ADD COLUMN about TEXT NOT NULL DEFAULT '{}';     -- JSON: authors, agency, section, picture
ALTER TABLE article ADD COLUMN address TEXT NOT NULL DEFAULT '';     -- of several under one address, the latest is shown
ALTER TABLE article ADD COLUMN page_id TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN made_by TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN retired_at TEXT;                      -- a better reading of the same page took its place
CREATE INDEX article_address ON article (address) WHERE address <> '';
CREATE INDEX article_source ON article (source_id, published_at, known_at) WHERE retired_at IS NULL;

CREATE TABLE feed (
    feed_id    TEXT PRIMARY KEY,
    url        TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL,       -- JSON of the record
    added_at   TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE feed_state (
    feed_id TEXT PRIMARY KEY REFERENCES feed (feed_id) ON DELETE CASCADE,
    due_at  TEXT NOT NULL,
    state   TEXT NOT NULL           -- JSON of the record
) WITHOUT ROWID;
CREATE INDEX feed_state_due ON feed_state (due_at);

CREATE TABLE poll (
    feed_id   TEXT NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
    polled_at TEXT NOT NULL,
    reason    TEXT NOT NULL,
    status    INTEGER NOT NULL,
    n_items   INTEGER NOT NULL,
    n_new     INTEGER NOT NULL,
    n_bytes   INTEGER NOT NULL,
    elapsed_s REAL NOT NULL,
    detail    TEXT NOT NULL
);
CREATE INDEX poll_feed ON poll (feed_id, polled_at);

-- Every item that a feed ever named, once; `state` is waiting, fetched, told (from the feed's own words) or dropped.
CREATE TABLE item (
    address    TEXT PRIMARY KEY,
    feed_id    TEXT NOT NULL,
    item       TEXT NOT NULL,       -- JSON of the FeedItem
    seen_at    TEXT NOT NULL,
    seen_after TEXT,
    state      TEXT NOT NULL,
    n_tries    INTEGER NOT NULL DEFAULT 0,
    due_at     TEXT NOT NULL,
    reason     TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX item_waiting ON item (due_at) WHERE state = 'waiting';
CREATE INDEX item_feed ON item (feed_id, state);

CREATE TABLE page (
    page_id TEXT PRIMARY KEY,       -- digest of the body
    n_bytes INTEGER NOT NULL,
    body    BLOB                    -- zstd; NULL once its time is over
);

CREATE TABLE visit (
    visit_id     INTEGER PRIMARY KEY,
    address      TEXT NOT NULL,
    url          TEXT NOT NULL,
    source_id    TEXT NOT NULL,
    page_id      TEXT NOT NULL REFERENCES page (page_id),
    fetched_at   TEXT NOT NULL,
    content_type TEXT NOT NULL,
    item         TEXT,              -- JSON of the QueuedItem
    UNIQUE (address, page_id)
);
CREATE INDEX visit_page ON visit (page_id);
CREATE INDEX visit_source ON visit (source_id, fetched_at);

-- What one extractor made of one visit: an article, or the reason why there is none.
CREATE TABLE extraction (
    visit_id   INTEGER NOT NULL REFERENCES visit (visit_id),
    made_by    TEXT NOT NULL,
    kind       TEXT NOT NULL,
    article_id TEXT,
    PRIMARY KEY (visit_id, made_by)
) WITHOUT ROWID;

-- What fetching has to remember from one run to the next: robots.txt by origin, hosts that asked to be left alone.
CREATE TABLE manners (
    kind       TEXT NOT NULL,       -- robots or host
    name       TEXT NOT NULL,
    state      TEXT NOT NULL,       -- JSON of the record
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;
