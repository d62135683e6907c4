-- Each entry is a link of a chain: changing, dropping or moving one breaks what follows. docs/audit.md has the format, byte by byte.
ALTER TABLE audit_entry ADD COLUMN trace_id text;

-- The end of each chain, locked while something is added to it.
CREATE TABLE audit_chain (
    chain   text COLLATE "C" PRIMARY KEY,
    length  bigint NOT NULL,
    hash    bytea  NOT NULL
) WITH (fillfactor = 70);

-- Beside the entry, as the place in the chain is known only when the transaction ends.
CREATE TABLE audit_link (
    chain     text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    entry_id  bigint NOT NULL UNIQUE,
    digest    bytea  NOT NULL,
    hash      bytea  NOT NULL,
    PRIMARY KEY (chain, position)
);

CREATE FUNCTION audit_chain_of(instance_id text, type text) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE sql
RETURN coalesce('instance:' || instance_id, 'subject:' || split_part(type, '.', 1)) COLLATE "C";

-- Its length in bytes before it, so that no two lists of fields read the same; -1 for none.
CREATE FUNCTION audit_field(value text) RETURNS bytea IMMUTABLE PARALLEL SAFE LANGUAGE sql
RETURN CASE WHEN value IS NULL THEN int4send(-1)
    ELSE int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') END;

CREATE FUNCTION audit_digest(entry audit_entry) RETURNS bytea STABLE LANGUAGE sql
RETURN sha256(
    audit_field('steward.audit.entry.1')
    || audit_field((entry).id::text)
    || audit_field(to_char((entry).at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || audit_field((entry).type)
    || audit_field((entry).actor)
    || audit_field((entry).on_behalf_of)
    || audit_field((entry).process_key)
    || audit_field((entry).instance_id)
    || audit_field((entry).activity_id)
    || audit_field((entry).state)
    || audit_field((entry).title)
    || audit_field((entry).detail::text)
    || audit_field((entry).trace_id));

CREATE FUNCTION link_audit_entries(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    added record;
    head  audit_chain%ROWTYPE;
BEGIN
    -- In one order for everybody, so that no two transactions wait for each other.
    FOR added IN
        SELECT e.id, audit_chain_of(e.instance_id, e.type) AS chain, audit_digest(e) AS digest
        FROM audit_entry e WHERE e.id = ANY (ids) ORDER BY 2, 1
    LOOP
        IF head.chain IS DISTINCT FROM added.chain THEN
            UPDATE audit_chain c SET length = head.length, hash = head.hash WHERE c.chain = head.chain;
            SELECT * INTO head FROM audit_chain c WHERE c.chain = added.chain FOR UPDATE;
            IF NOT FOUND THEN
                INSERT INTO audit_chain VALUES (added.chain, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
                SELECT * INTO head FROM audit_chain c WHERE c.chain = added.chain FOR UPDATE;
            END IF;
        END IF;
        head.length := head.length + 1;
        head.hash := sha256(
            audit_field('steward.audit.link.1') || audit_field(head.chain) || audit_field(head.length::text)
            || added.digest || head.hash);
        INSERT INTO audit_link VALUES (head.chain, head.length, added.id, added.digest, head.hash);
    END LOOP;
    UPDATE audit_chain c SET length = head.length, hash = head.hash WHERE c.chain = head.chain;
END
$$;

CREATE FUNCTION link_audit_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The first entry of a transaction links all of them; what was written within a savepoint links itself.
    IF NOT EXISTS (SELECT FROM audit_link WHERE entry_id = NEW.id) THEN
        PERFORM link_audit_entries(ARRAY(
            SELECT e.id FROM audit_entry e
            WHERE e.id BETWEEN NEW.id AND currval(pg_get_serial_sequence('audit_entry', 'id'))
                AND (e.id = NEW.id OR e.xmin = pg_current_xact_id()::xid)
                AND NOT EXISTS (SELECT FROM audit_link l WHERE l.entry_id = e.id)));
    END IF;
    RETURN NULL;
END
$$;

SELECT link_audit_entries(array_agg(id)) FROM audit_entry GROUP BY audit_chain_of(instance_id, type);

-- When everything else is done: a chain is then locked for the length of a commit, and after all other locks.
CREATE CONSTRAINT TRIGGER audit_entry_chained AFTER INSERT ON audit_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION link_audit_transaction();

CREATE FUNCTION refuse_audit_chain_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Two deep: this trigger, called from the one that links.
    IF TG_OP IN ('DELETE', 'TRUNCATE') OR pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION '% is written by the trail only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER audit_chain_guarded
    BEFORE INSERT OR UPDATE OF chain, length, hash OR DELETE OR TRUNCATE ON audit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_chain_change();

CREATE TRIGGER audit_link_guarded
    BEFORE INSERT OR DELETE OR TRUNCATE ON audit_link
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_chain_change();

CREATE TRIGGER audit_link_insert_only
    BEFORE UPDATE ON audit_link
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
