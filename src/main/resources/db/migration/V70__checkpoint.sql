-- What was signed of the ends of chains. docs/audit.md has the format; the signatures are also kept in a file outside of the database.
CREATE TABLE audit_checkpoint (
    number           bigint NOT NULL PRIMARY KEY,
    -- Text, as a signature is over its bytes.
    document         text   NOT NULL,
    signature        bytea  NOT NULL,
    -- Of the key before, where this checkpoint is the first of another key.
    cross_signature  bytea
);

-- The ends that a checkpoint added to those before it.
CREATE TABLE audit_checkpoint_end (
    chain       text COLLATE "C" NOT NULL,
    length      bigint NOT NULL,
    hash        bytea  NOT NULL,
    checkpoint  bigint NOT NULL REFERENCES audit_checkpoint DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (chain, length)
);

CREATE INDEX audit_checkpoint_end_of ON audit_checkpoint_end (checkpoint, chain);

CREATE TRIGGER audit_checkpoint_insert_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_checkpoint_end_insert_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint_end
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
