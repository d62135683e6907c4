-- On whose behalf an instance was started by a tool call: all of them must hold what its agents do.
ALTER TABLE process_start ADD COLUMN bounds jsonb NOT NULL DEFAULT '[]';

-- Who completed a task whose owner an agent represents.
CREATE TABLE task_owner (
    instance_id   text         NOT NULL,
    activity_id   text         NOT NULL,
    person        text         NOT NULL,
    completed_at  timestamptz  NOT NULL,
    PRIMARY KEY (instance_id, activity_id)
);

-- In whose name the call would be made: they do not decide on it.
ALTER TABLE review ADD COLUMN principal text;
