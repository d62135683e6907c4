-- Which versions of which decision tables count. The tables themselves are the DMN engine's.
CREATE TABLE policy_table (
    key         text         NOT NULL,
    version     integer      NOT NULL,
    deployment  text         NOT NULL,
    mode        text         NOT NULL CHECK (mode IN ('enforced', 'shadow', 'retired')),
    -- The file it came from; null where somebody deployed it over REST.
    file        text,
    reason      text,
    changed_by  text         NOT NULL,
    changed_at  timestamptz  NOT NULL,
    PRIMARY KEY (key, version)
);

CREATE UNIQUE INDEX policy_table_enforced ON policy_table (key) WHERE mode = 'enforced';
CREATE UNIQUE INDEX policy_table_shadow ON policy_table (key) WHERE mode = 'shadow';

-- The files of the policy folder as they were last taken over: one that has not changed since does not take back what was deployed over REST.
CREATE TABLE policy_file (
    name    text  PRIMARY KEY,
    digest  text  NOT NULL
);
