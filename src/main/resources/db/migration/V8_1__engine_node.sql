-- Which process goes by a node's name: the last that started with it. An older one that still runs notices and says so.
CREATE TABLE engine_node (
    id           text         PRIMARY KEY,
    incarnation  uuid         NOT NULL,
    seen_at      timestamptz  NOT NULL
);
