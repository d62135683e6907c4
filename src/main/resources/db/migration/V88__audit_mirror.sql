-- How far the copy of the trail elsewhere is: everything before this place of the checkpoint was taken there.
CREATE TABLE audit_mirror (
    id             integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    checkpoint     bigint NOT NULL DEFAULT 1,
    chain          text COLLATE "C" NOT NULL DEFAULT '',
    position       bigint NOT NULL DEFAULT 0,
    taken          bigint NOT NULL DEFAULT 0,
    taken_at       timestamptz,
    attempts       integer NOT NULL DEFAULT 0,
    failing_since  timestamptz,
    problem        text,
    not_before     timestamptz NOT NULL DEFAULT 'epoch'
);

INSERT INTO audit_mirror DEFAULT VALUES;
