-- What a reader has read and wants to keep at hand. Reports in the order of the day, for the stream of them.
CREATE TABLE mark (
    article_id TEXT NOT NULL REFERENCES article (article_id),
    kind       TEXT NOT NULL,         -- read or saved
    marked_at  TEXT NOT NULL,
    PRIMARY KEY (article_id, kind)
) WITHOUT ROWID;
CREATE INDEX mark_kind ON mark (kind, marked_at);
CREATE INDEX article_published ON article (published_at, article_id) WHERE retired_at IS NULL;
