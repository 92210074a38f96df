-- Briefs that were kept, by a digest of all that is in them: the name of a version never means another one.
CREATE TABLE brief (
    version_id   TEXT PRIMARY KEY,
    situation_id TEXT NOT NULL,
    title        TEXT NOT NULL,
    as_of        TEXT NOT NULL,
    made_by      TEXT NOT NULL,
    kept_at      TEXT NOT NULL,
    content      BLOB NOT NULL
) WITHOUT ROWID;
