-- What must not be removed, as long as somebody holds it; a hold that is lifted is on the trail alone.
CREATE TABLE legal_hold (
    id            uuid         PRIMARY KEY,
    -- One instance with all it belongs to; otherwise those of a process, with a business key, or both, also such as begin later.
    instance_id   text         UNIQUE,
    process_key   text,
    business_key  text,
    reason        text         NOT NULL,
    placed_by     text         NOT NULL,
    placed_at     timestamptz  NOT NULL,
    CHECK ((instance_id IS NULL) = (process_key IS NOT NULL OR business_key IS NOT NULL)),
    UNIQUE NULLS NOT DISTINCT (instance_id, process_key, business_key)
);
