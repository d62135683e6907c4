-- How an instance was started: what is fixed then, and the answer to a repeated request.
CREATE TABLE process_start (
    id               bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    actor            text         NOT NULL,
    idempotency_key  text,
    -- SHA-256 over process key and body, so that a key used for something else is noticed.
    request_digest   text         NOT NULL,
    instance_id      text         UNIQUE,
    environment      text         NOT NULL CHECK (environment IN ('sandbox', 'production')),
    started_at       timestamptz  NOT NULL,
    UNIQUE (actor, idempotency_key)
);
