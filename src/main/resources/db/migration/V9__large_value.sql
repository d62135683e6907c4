-- JSON values that are too large to be copied into every row that has them: stored once, referred to by digest.
CREATE TABLE large_value (
    digest     text         PRIMARY KEY,
    body       json         NOT NULL,
    stored_at  timestamptz  NOT NULL DEFAULT now()
);
