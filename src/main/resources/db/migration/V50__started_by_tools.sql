-- The instance whose tool call has started this one.
ALTER TABLE process_start ADD COLUMN parent_id text;

UPDATE process_start s SET parent_id = c.instance_id
FROM tool_call c WHERE c.idempotency_key = s.idempotency_key AND c.instance_id <> s.instance_id;

CREATE INDEX process_start_parent ON process_start (parent_id, instance_id) WHERE parent_id IS NOT NULL;
