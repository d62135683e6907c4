-- How often old instances were looked for and cleared away, and how far the one has come that is under way.
CREATE TABLE retention_run (
    id          bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started_at  timestamptz  NOT NULL,
    started_by  text         NOT NULL,
    seen_at     timestamptz  NOT NULL,
    ended_at    timestamptz
);

-- By the workflow that an instance and all it has begun count with.
CREATE TABLE retention_result (
    run_id       bigint   NOT NULL REFERENCES retention_run ON DELETE CASCADE,
    process_key  text     NOT NULL,
    -- Instances, with those that they have begun.
    archived     bigint   NOT NULL DEFAULT 0,
    -- Found due, and left as they were.
    failed       bigint   NOT NULL DEFAULT 0,
    failure      text,
    PRIMARY KEY (run_id, process_key)
);

-- What is kept of an instance's tasks goes with it.
CREATE INDEX notification_event_task ON notification_event (task_id);
