-- Tool contracts as calls were made under them; the version on a call is the digest of the contract's file.
CREATE TABLE tool_version (
    digest      text         PRIMARY KEY,
    name        text         NOT NULL,
    body        jsonb        NOT NULL,
    first_seen  timestamptz  NOT NULL
);
