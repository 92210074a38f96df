-- A reading holds more than passages now: mentions, places, dates, statements, events. Old readings are of readers that
-- are gone, and are made anew when they are needed.
DELETE FROM reading;
ALTER TABLE reading RENAME COLUMN passages TO body;
