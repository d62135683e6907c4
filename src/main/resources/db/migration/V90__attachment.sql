-- Files that people attach to a field of a form. One without kept_at waits for its task or start, and goes when that is over or never comes.
CREATE TABLE attachment (
    id           uuid         PRIMARY KEY,
    -- Who may use or remove it: whoever uploaded it, or whom they have given the prepared task back to.
    person       text         NOT NULL,
    uploaded_by  text         NOT NULL,
    process_key  text         NOT NULL,
    -- None where a start form asked for it.
    task_id      text,
    activity_id  text,
    -- Of a start form only once the start has taken it.
    instance_id  text,
    field        text         NOT NULL,
    name         text         NOT NULL,
    type         text         NOT NULL,
    size         bigint       NOT NULL CHECK (size > 0),
    sha256       text         NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    content      bytea        NOT NULL,
    uploaded_at  timestamptz  NOT NULL,
    kept_at      timestamptz,
    CHECK (kept_at IS NULL OR instance_id IS NOT NULL)
);

-- Most files are compressed already.
ALTER TABLE attachment ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE INDEX attachment_of_instance ON attachment (instance_id, kept_at) WHERE kept_at IS NOT NULL;
CREATE INDEX attachment_of_task ON attachment (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX attachment_waiting ON attachment (uploaded_at) WHERE kept_at IS NULL;
CREATE INDEX attachment_for_a_start ON attachment (person) WHERE kept_at IS NULL AND task_id IS NULL;
