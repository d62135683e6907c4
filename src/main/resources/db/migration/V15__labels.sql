-- Where data comes from: of process variables, and of what tools answer.

CREATE TABLE variable_label (
    instance_id   text         NOT NULL,
    name          text         NOT NULL,
    -- The instance that everything began with.
    root_id       text         NOT NULL,
    untrusted     boolean      NOT NULL,
    confidential  boolean      NOT NULL,
    -- What wrote the variable: start, message, an activity, or whoever cleared a label.
    source        text         NOT NULL,
    recorded_at   timestamptz  NOT NULL,
    PRIMARY KEY (instance_id, name)
);

CREATE INDEX variable_label_root ON variable_label (root_id);

ALTER TABLE tool_call ADD COLUMN untrusted boolean NOT NULL DEFAULT false;
ALTER TABLE tool_call ADD COLUMN confidential boolean NOT NULL DEFAULT false;
