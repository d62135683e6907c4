-- What somebody has filled in and not yet sent. Nobody else gets to see it.
CREATE TABLE task_draft (
    task_id    text         NOT NULL,
    person     text         NOT NULL,
    variables  jsonb        NOT NULL,
    saved_at   timestamptz  NOT NULL,
    PRIMARY KEY (task_id, person)
);

-- Who stands in for whom while they are away. Ended or withdrawn ones stay, as a record.
CREATE TABLE task_substitute (
    id            uuid         PRIMARY KEY,
    person        text         NOT NULL,
    substitute    text         NOT NULL CHECK (substitute <> person),
    from_at       timestamptz  NOT NULL,
    until_at      timestamptz  NOT NULL CHECK (until_at > from_at),
    named_at      timestamptz  NOT NULL,
    -- An operator's word that the substitute may do this person's tasks without being in their groups.
    allowed_by    text,
    withdrawn_at  timestamptz,
    withdrawn_by  text
);

CREATE INDEX task_substitute_by_substitute ON task_substitute (substitute, until_at);
CREATE INDEX task_substitute_by_person ON task_substitute (person, until_at);
