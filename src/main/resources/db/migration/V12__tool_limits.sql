-- What keeps tools within bounds on all nodes together.

-- A call that waits until its target takes it.
ALTER TABLE tool_call ADD COLUMN not_before timestamptz;
ALTER TABLE tool_call DROP CONSTRAINT tool_call_state_check;
ALTER TABLE tool_call ADD CONSTRAINT tool_call_state_check CHECK (state IN
    ('proposed', 'awaiting_review', 'executing', 'deferred', 'in_doubt', 'succeeded', 'failed', 'refused', 'unknown'));

-- How much of a tool's rates is used up. The format of the state is the library's.
CREATE TABLE rate_bucket (
    id          text    PRIMARY KEY,
    state       bytea,
    expires_at  bigint
);

CREATE INDEX rate_bucket_expiry ON rate_bucket (expires_at);

-- The last good answer to each question, for tools whose contract falls back on it.
CREATE TABLE tool_answer (
    tool         text         NOT NULL,
    environment  text         NOT NULL,
    -- SHA-256 of the canonical arguments.
    arguments    text         NOT NULL,
    result       json         NOT NULL,
    answered_at  timestamptz  NOT NULL,
    PRIMARY KEY (tool, environment, arguments)
);
