-- What a correction says besides its two sides, as JSON: the title of a story, and whom or what words stand for.
-- kind is pin, split, keep, reject, rename, actor or place; left_id always a report.

ALTER TABLE correction ADD COLUMN detail TEXT NOT NULL DEFAULT '';
