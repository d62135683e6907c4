-- What operators have stopped. A switch that nobody ever touched has no row, and is on.
CREATE TABLE switch (
    kind        text         NOT NULL CHECK (kind IN ('tool', 'agent', 'process', 'all')),
    name        text         NOT NULL,
    enabled     boolean      NOT NULL,
    reason      text         NOT NULL,
    changed_by  text         NOT NULL,
    changed_at  timestamptz  NOT NULL,
    PRIMARY KEY (kind, name)
);
