-- What a period holds, for the statistics of a process.
CREATE INDEX agent_run_created ON agent_run (created_at, id);
CREATE INDEX tool_task_created ON tool_task (created_at, id);
CREATE INDEX incident_opened ON incident (process_key, opened_at);
