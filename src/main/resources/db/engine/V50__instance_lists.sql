-- For the lists of instances, in the order of their start, newest first. Rehearsals have a tenant and are in none of them.
CREATE INDEX steward_instance_started ON act_hi_procinst (start_time_, id_) WHERE tenant_id_ = '';
CREATE INDEX steward_instance_process ON act_hi_procinst (proc_def_id_, start_time_, id_) WHERE tenant_id_ = '';
CREATE INDEX steward_instance_starter ON act_hi_procinst (start_user_id_, start_time_, id_) WHERE tenant_id_ = '';
CREATE INDEX steward_instance_open ON act_hi_procinst (start_time_, id_) WHERE tenant_id_ = '' AND end_time_ IS NULL;
CREATE INDEX steward_instance_cancelled ON act_hi_procinst (start_time_, id_)
    WHERE tenant_id_ = '' AND end_time_ IS NOT NULL AND delete_reason_ IS NOT NULL;
CREATE INDEX steward_instance_business_key ON act_hi_procinst (business_key_ text_pattern_ops) WHERE tenant_id_ = '';

-- Where instances are. The table of executions would have to index what changes with every step.
CREATE INDEX steward_activity_open ON act_ru_actinst (act_id_, proc_inst_id_) WHERE end_time_ IS NULL;

-- What variables hold: the engine keeps single values in columns, and objects as text.
CREATE INDEX steward_variable_text ON act_hi_varinst (name_, left(text_, 256)) WHERE var_type_ = 'string';
CREATE INDEX steward_variable_number ON act_hi_varinst (name_, long_) WHERE long_ IS NOT NULL;
CREATE INDEX steward_variable_decimal ON act_hi_varinst (name_, double_) WHERE double_ IS NOT NULL;

-- A text may be JSON that jsonb cannot hold, such as one with the character NUL. It is then not found, and no reason to refuse a write.
CREATE FUNCTION steward_json(value text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN value::jsonb;
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN NULL;
END
$$;
CREATE INDEX steward_variable_json ON act_hi_varinst USING gin (steward_json(text_) jsonb_path_ops) WHERE var_type_ = 'json';
