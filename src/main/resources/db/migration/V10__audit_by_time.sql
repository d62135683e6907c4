-- Entries come in the order of time, so a summary of each range of blocks finds a period as well as an entry for every row would,
-- and costs next to nothing to keep.
DROP INDEX audit_entry_at;
CREATE INDEX audit_entry_at ON audit_entry USING brin (at) WITH (pages_per_range = 16);
