-- An earlier attempt may have happened, though nobody heard of it.
ALTER TABLE tool_call ADD COLUMN doubtful boolean NOT NULL DEFAULT false;
-- The tool that was asked in its place.
ALTER TABLE tool_call ADD COLUMN substitute text;
