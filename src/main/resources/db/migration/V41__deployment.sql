-- Who deployed what and why. The resources are the engine's.
CREATE TABLE deployment (
    -- The engine's.
    id              text         PRIMARY KEY,
    author          text         NOT NULL,
    comment         text         NOT NULL,
    origin          text         NOT NULL CHECK (origin IN ('folder', 'upload', 'rollback')),
    -- Whose resources were deployed once more.
    rolled_back_to  text         REFERENCES deployment,
    -- Over the names and contents of all resources: the same content is no new version.
    digest          text         NOT NULL,
    deployed_at     timestamptz  NOT NULL
);

CREATE INDEX deployment_by_time ON deployment (deployed_at DESC, id DESC);
