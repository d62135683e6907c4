-- The trail. Whoever acted, for whom, and what became of it; nobody edits it, not even through the application's own account.
CREATE TABLE audit_entry (
    id            bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz  NOT NULL,
    type          text         NOT NULL,
    actor         text         NOT NULL,
    on_behalf_of  text,
    process_key   text,
    instance_id   text,
    activity_id   text,
    state         text,
    title         text         NOT NULL,
    detail        jsonb        NOT NULL
);

-- Timeline of an instance; the audit screen by kind, by actor, by period.
CREATE INDEX audit_entry_instance ON audit_entry (instance_id, id);
CREATE INDEX audit_entry_type ON audit_entry (type, id);
CREATE INDEX audit_entry_actor ON audit_entry (actor, id);
CREATE INDEX audit_entry_at ON audit_entry (at);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_entry is insert-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

-- For each statement, so that one that would touch no row is refused as well.
CREATE TRIGGER audit_entry_insert_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
