-- What entries of an instance say in words and data is sealed with a key of its own. Without it nobody reads that again, and the
-- chain stays as it is.
CREATE TABLE audit_instance_key (
    instance_id   text         PRIMARY KEY,
    -- AES-256-GCM under a key that is not in the database; null once it is destroyed.
    wrapped       bytea,
    -- The id of that key.
    wrapped_by    text         NOT NULL,
    destroyed_at  timestamptz
);

CREATE INDEX audit_instance_key_wrapped_by ON audit_instance_key (wrapped_by) WHERE wrapped IS NOT NULL;

-- Large values of erased instances that were too new to be removed at once: another transaction might just make use of them.
CREATE TABLE erased_value (
    digest  text  PRIMARY KEY
);
