-- What ties reports together: links, of which stories and threads are derived; vectors; what users decided.
CREATE TABLE link (
    number     INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    left_id    TEXT NOT NULL,
    right_id   TEXT NOT NULL,
    score      REAL NOT NULL,
    reason     TEXT NOT NULL,
    made_by    TEXT NOT NULL,
    made_at    TEXT NOT NULL,       -- the moment of the stream, compared by as-of
    added_at   TEXT NOT NULL,
    retired_at TEXT                 -- when it was taken back: reports that belong before it came later
);
CREATE INDEX link_left ON link (left_id) WHERE retired_at IS NULL;
CREATE INDEX link_right ON link (right_id);
CREATE INDEX link_merged ON link (kind) WHERE kind = 'merged' AND retired_at IS NULL;
CREATE INDEX link_made_at ON link (made_at) WHERE retired_at IS NULL;

CREATE TABLE vector (
    article_id TEXT NOT NULL REFERENCES article (article_id),
    made_by    TEXT NOT NULL,
    body       BLOB NOT NULL,       -- signed bytes
    PRIMARY KEY (article_id, made_by)
) WITHOUT ROWID;

CREATE TABLE correction (
    number   INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL,         -- pin or split
    left_id  TEXT NOT NULL,         -- a report, and the earlier one that it belongs with or not
    right_id TEXT NOT NULL,
    made_at  TEXT NOT NULL,
    undone_at TEXT
);
