-- Agent roles as runs were started with, so that a resumed run goes on under the role it began with.
CREATE TABLE agent_version (
    digest      text         PRIMARY KEY,
    name        text         NOT NULL,
    body        jsonb        NOT NULL,
    first_seen  timestamptz  NOT NULL
);

CREATE TABLE agent_run (
    id             uuid           PRIMARY KEY,
    agent          text           NOT NULL,
    agent_version  text           NOT NULL REFERENCES agent_version,
    instance_id    text           NOT NULL,
    execution_id   text           NOT NULL,
    activity_id    text           NOT NULL,
    context        jsonb          NOT NULL,
    goal           text           NOT NULL,
    inputs         jsonb          NOT NULL,
    -- The only tools this run may use: the role's, narrowed by the task.
    tools          jsonb          NOT NULL,
    state          text           NOT NULL CHECK (state IN
                     ('queued', 'running', 'awaiting_review', 'completed', 'failed', 'cancelled')),
    turns          integer        NOT NULL DEFAULT 0,
    tokens_in      bigint         NOT NULL DEFAULT 0,
    tokens_out     bigint         NOT NULL DEFAULT 0,
    cost_usd       numeric(18,8)  NOT NULL DEFAULT 0,
    result         jsonb,
    error_code     text,
    error_message  text,
    created_at     timestamptz    NOT NULL,
    ended_at       timestamptz
);

CREATE INDEX agent_run_instance ON agent_run (instance_id);
CREATE INDEX agent_run_execution ON agent_run (execution_id);

-- One row per attempt at a model call.
CREATE TABLE agent_turn (
    run_id          uuid           NOT NULL REFERENCES agent_run,
    number          integer        NOT NULL,
    attempt         integer        NOT NULL,
    model           text           NOT NULL,
    provider_model  text,
    rehearsal       boolean        NOT NULL DEFAULT false,
    state           text           NOT NULL CHECK (state IN ('started', 'answered', 'failed', 'discarded')),
    finish_reason   text,
    tokens_in       integer        NOT NULL DEFAULT 0,
    tokens_cached   integer        NOT NULL DEFAULT 0,
    tokens_out      integer        NOT NULL DEFAULT 0,
    cost_usd        numeric(18,8)  NOT NULL DEFAULT 0,
    raw             jsonb,
    error           text,
    started_at      timestamptz    NOT NULL,
    ended_at        timestamptz,
    PRIMARY KEY (run_id, number, attempt)
);

-- The conversation, append-only; a resumed run reads it instead of asking again.
CREATE TABLE agent_message (
    run_id  uuid     NOT NULL REFERENCES agent_run,
    number  integer  NOT NULL,
    codec   integer  NOT NULL,
    body    jsonb    NOT NULL,
    PRIMARY KEY (run_id, number)
);
