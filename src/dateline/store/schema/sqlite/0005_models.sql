-- What language models were asked and said, by a digest of everything that was sent.
CREATE TABLE model_call (
    prompt_hash     TEXT PRIMARY KEY,
    model           TEXT NOT NULL,
    answer          TEXT NOT NULL,
    n_prompt_tokens INTEGER NOT NULL,
    n_answer_tokens INTEGER NOT NULL,
    seconds         REAL NOT NULL,
    asked_at        TEXT NOT NULL
) WITHOUT ROWID;
