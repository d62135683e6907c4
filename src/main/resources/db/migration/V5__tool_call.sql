-- The journal of tool calls. A call is committed to before it is sent, so that after a crash it is known
-- whether it may have happened.
CREATE TABLE tool_call (
    id                   uuid         PRIMARY KEY,
    work_id              uuid         NOT NULL,
    instance_id          text         NOT NULL,
    turn                 integer      NOT NULL,
    ordinal              integer      NOT NULL,
    tool                 text         NOT NULL,
    -- The name by which the model's provider knows the call; providers repeat them, so it identifies nothing here.
    provider_id          text,
    reason               text,
    -- json and not jsonb, which would change the order in which people read the fields.
    arguments            json         NOT NULL,
    effective_arguments  json,
    tool_version         text,
    effect               text,
    -- SHA-256 over work, turn and ordinal: the same for every attempt at this call.
    idempotency_key      text         NOT NULL,
    state                text         NOT NULL CHECK (state IN
                           ('proposed', 'awaiting_review', 'executing', 'succeeded', 'failed', 'refused', 'unknown')),
    review_id            uuid,
    -- Changes with every attempt; a late answer to an earlier attempt finds another fence and is dropped.
    fence                uuid,
    attempts             integer      NOT NULL DEFAULT 0,
    result               json,
    proposed_at          timestamptz  NOT NULL,
    settled_at           timestamptz,
    UNIQUE (work_id, turn, ordinal)
);

CREATE INDEX tool_call_tool ON tool_call (tool, proposed_at);

-- A tool task: one call drawn by an analyst, without a model.
CREATE TABLE tool_task (
    id            uuid         PRIMARY KEY,
    execution_id  text         NOT NULL,
    context       jsonb        NOT NULL,
    cancelled     boolean      NOT NULL DEFAULT false,
    created_at    timestamptz  NOT NULL
);

CREATE INDEX tool_task_execution ON tool_task (execution_id);
