-- What a person who decides is shown: the tool's title, and what of the arguments only some may see.
ALTER TABLE review ADD COLUMN tool_title text;
ALTER TABLE review ADD COLUMN sensitive jsonb NOT NULL DEFAULT '[]';
ALTER TABLE review ADD COLUMN requires text;
