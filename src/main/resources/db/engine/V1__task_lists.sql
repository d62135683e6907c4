-- For the lists of tasks. The tables are the engine's, which makes them after our own migrations have run; these come after that.
CREATE INDEX steward_task_created ON act_ru_task (create_time_, id_);
CREATE INDEX steward_task_due ON act_ru_task (coalesce(due_date_, 'infinity'), id_);
CREATE INDEX steward_task_priority ON act_ru_task ((-priority_), create_time_, id_);
CREATE INDEX steward_task_assignee ON act_ru_task (assignee_, create_time_, id_) WHERE assignee_ IS NOT NULL;
CREATE INDEX steward_task_kind ON act_ru_task (category_, create_time_, id_) WHERE category_ IS NOT NULL;
CREATE INDEX steward_task_candidate ON act_ru_identitylink (group_id_, task_id_) WHERE type_ = 'candidate' AND task_id_ IS NOT NULL;

-- Where the server has pg_trgm, a search for part of a name or business key need not look at every task.
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX steward_task_name ON act_ru_task USING gin (name_ gin_trgm_ops);
        CREATE INDEX steward_business_key ON act_ru_execution USING gin (business_key_ gin_trgm_ops)
            WHERE business_key_ IS NOT NULL;
    END IF;
END
$$;
