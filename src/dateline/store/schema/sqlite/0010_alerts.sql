-- Rules that alert, what fired, what is to be sent, and when scheduled work was last done.
CREATE TABLE alert_rule (
    rule_id      TEXT PRIMARY KEY,
    situation_id TEXT NOT NULL,
    kind         TEXT NOT NULL,
    what         TEXT NOT NULL,
    least        INTEGER NOT NULL,
    days         INTEGER NOT NULL,
    added_at     TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE alert (
    alert_id     TEXT PRIMARY KEY,
    situation_id TEXT NOT NULL,
    as_of        TEXT NOT NULL,
    kept_at      TEXT NOT NULL,
    content      TEXT NOT NULL      -- the whole record: it stays when its rule is removed
) WITHOUT ROWID;
CREATE INDEX alert_as_of ON alert (as_of);

CREATE TABLE delivery (
    delivery_id TEXT PRIMARY KEY,   -- goes out with it, so that a receiver can drop repeats
    channel     TEXT NOT NULL,
    event       TEXT NOT NULL,
    body        TEXT NOT NULL,
    made_at     TEXT NOT NULL,
    due_at      TEXT NOT NULL,
    n_tries     INTEGER NOT NULL,
    state       TEXT NOT NULL,
    detail      TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'waiting';

CREATE TABLE done_work (
    work    TEXT PRIMARY KEY,
    done_at TEXT NOT NULL
) WITHOUT ROWID;
