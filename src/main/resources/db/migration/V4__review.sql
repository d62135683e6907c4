-- A person's decision on one proposed tool call. The id is the engine's task id.
CREATE TABLE review (
    id                   uuid         PRIMARY KEY,
    work_id              uuid         NOT NULL,
    instance_id          text         NOT NULL,
    activity_id          text         NOT NULL,
    tool                 text         NOT NULL,
    tool_version         text         NOT NULL,
    tool_description     text         NOT NULL,
    -- json and not jsonb, which would change the order in which people read the fields.
    arguments            json         NOT NULL,
    arguments_schema     json         NOT NULL,
    -- SHA-256 over the canonical tool, version and arguments: what an approval is bound to.
    digest               text         NOT NULL,
    reason               text,
    agent                text,
    rules                jsonb        NOT NULL,
    labels               jsonb        NOT NULL,
    reversible           boolean      NOT NULL,
    risk                 text         NOT NULL,
    audience             text         NOT NULL,
    rehearsal            boolean      NOT NULL,
    reviewers            text         NOT NULL,
    requested_at         timestamptz  NOT NULL,
    due_at               timestamptz,
    state                text         NOT NULL CHECK (state IN ('open', 'approved', 'edited', 'rejected', 'consumed')),
    decided_by           text,
    decided_at           timestamptz,
    comment              text,
    effective_arguments  json,
    effective_digest     text,
    expires_at           timestamptz
);

CREATE INDEX review_open_of_work ON review (work_id) WHERE state = 'open';
