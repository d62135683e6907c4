-- What somebody has set a list to, under a name of their own. Nobody else gets to see it.
CREATE TABLE saved_filter (
    person    text         NOT NULL,
    name      text         NOT NULL,
    list      text         NOT NULL CHECK (list IN ('inbox', 'instances')),
    query     text         NOT NULL,
    saved_at  timestamptz  NOT NULL,
    PRIMARY KEY (person, name)
);
