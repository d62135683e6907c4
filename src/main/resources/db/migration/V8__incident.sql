-- What is known about a job that gave up: why, since when, and who has tried again. The id is the job's, which keeps it through
-- every retry. Whether the incident is open is said by act_ru_deadletter_job alone.
CREATE TABLE incident (
    id             text         PRIMARY KEY,
    process_key    text         NOT NULL,
    instance_id    text,
    execution_id   text,
    activity_id    text,
    kind           text         NOT NULL CHECK (kind IN ('run-failed', 'job-failed')),
    -- The run's error code, which a boundary event could have caught.
    code           text,
    reason         text         NOT NULL,
    opened_at      timestamptz  NOT NULL,
    retries        integer      NOT NULL DEFAULT 0,
    last_retry_at  timestamptz,
    last_retry_by  text,
    resolved_at    timestamptz
);

CREATE INDEX incident_instance ON incident (instance_id);
