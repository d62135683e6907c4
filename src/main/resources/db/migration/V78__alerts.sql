-- Which figure somebody watches, from which height on it is an alert, and what it came to when it was last read.
CREATE TABLE alert_rule (
    name            text         PRIMARY KEY,
    rule            jsonb        NOT NULL,
    changed_by      text         NOT NULL,
    changed_at      timestamptz  NOT NULL,
    silenced_until  timestamptz,
    read_at         timestamptz,
    value           numeric,
    among           bigint
);

-- One time at which a rule held, from when it began to when it was over. Outlives its rule.
CREATE TABLE alert_firing (
    id            uuid         PRIMARY KEY,
    alert         text         NOT NULL,
    rule          jsonb        NOT NULL,
    severity      text         NOT NULL,
    value         numeric      NOT NULL,
    last_value    numeric      NOT NULL,
    opened_at     timestamptz  NOT NULL,
    last_seen_at  timestamptz  NOT NULL,
    resolved_at   timestamptz,
    -- Nobody was told and nothing was started.
    silenced      boolean      NOT NULL,
    start_state   text         NOT NULL CHECK (start_state IN ('none', 'waiting', 'started', 'failed')),
    instance_id   text,
    start_error   text
);

-- Whatever nodes do at the same time, an alert is open once.
CREATE UNIQUE INDEX alert_firing_open ON alert_firing (alert) WHERE resolved_at IS NULL;
CREATE INDEX alert_firing_by_alert ON alert_firing (alert, opened_at DESC);
CREATE INDEX alert_firing_to_start ON alert_firing (opened_at) WHERE start_state = 'waiting';
