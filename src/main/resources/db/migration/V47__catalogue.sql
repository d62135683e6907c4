-- What of agents and tools is in force, and who put it there. The newest row of a name counts; none is ever changed.
CREATE TABLE definition_change (
    id          bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text         NOT NULL CHECK (kind IN ('agent', 'tool')),
    name        text         NOT NULL,
    -- Null where the definition was taken out of force.
    version     text,
    -- The file it came from; null where somebody stored it over REST.
    file        text,
    comment     text,
    changed_by  text         NOT NULL,
    changed_at  timestamptz  NOT NULL
);

CREATE INDEX definition_change_newest ON definition_change (kind, name, id DESC);
CREATE INDEX definition_change_stamp ON definition_change (kind, id DESC);

-- The files of the folders as they were last taken over: one that has not changed since does not take back what was stored over REST.
CREATE TABLE definition_file (
    kind    text  NOT NULL,
    name    text  NOT NULL,
    digest  text  NOT NULL,
    PRIMARY KEY (kind, name)
);

-- The text of a version. Of those that were kept before their texts were, it says the same in another form, as JSON is YAML.
ALTER TABLE agent_version ADD COLUMN source text;
UPDATE agent_version SET source = jsonb_pretty(jsonb_strip_nulls(body));
ALTER TABLE agent_version ALTER COLUMN source SET NOT NULL;

ALTER TABLE tool_version ADD COLUMN source text;
UPDATE tool_version SET source = jsonb_pretty(jsonb_strip_nulls(body));
ALTER TABLE tool_version ALTER COLUMN source SET NOT NULL;

CREATE INDEX agent_version_name ON agent_version (name);
CREATE INDEX tool_version_name ON tool_version (name);
