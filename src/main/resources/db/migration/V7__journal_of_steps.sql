-- The steps of many runs are committed together, so what changes with every step is kept apart from what never changes,
-- nothing is stored that follows from another row, and no foreign key locks the row of a run once more: every row of the
-- journal is written under a guard that has just updated its run.

-- System prompts: one text for all runs of a role's version.
CREATE TABLE agent_prompt (
    digest  text  PRIMARY KEY,
    body    text  NOT NULL
);

-- What a run was asked. Written once.
CREATE TABLE agent_assignment (
    run_id   uuid   PRIMARY KEY,
    context  jsonb  NOT NULL,
    goal     text   NOT NULL,
    inputs   jsonb  NOT NULL,
    -- The only tools this run may use: the role's, narrowed by the task.
    tools    jsonb  NOT NULL,
    -- The first messages of the conversation: the system prompt, by its digest, and the task with its data.
    prompt   text   NOT NULL,
    task     text   NOT NULL
);

INSERT INTO agent_prompt (digest, body)
SELECT DISTINCT encode(sha256(convert_to(body ->> 'text', 'UTF8')), 'hex'), body ->> 'text'
FROM agent_message WHERE number = 0;

INSERT INTO agent_assignment (run_id, context, goal, inputs, tools, prompt, task)
SELECT r.id, r.context, r.goal, r.inputs, r.tools,
       encode(sha256(convert_to(s.body ->> 'text', 'UTF8')), 'hex'), t.body ->> 'text'
FROM agent_run r
JOIN agent_message s ON s.run_id = r.id AND s.number = 0
JOIN agent_message t ON t.run_id = r.id AND t.number = 1;

-- A tool's result is in tool_call and nowhere else.
DELETE FROM agent_message WHERE number < 2 OR body ->> 'role' = 'tool';

ALTER TABLE agent_message DROP CONSTRAINT agent_message_run_id_fkey;
ALTER TABLE agent_message ADD COLUMN turn integer NOT NULL DEFAULT 0;
UPDATE agent_message m SET turn = (
    SELECT count(*) FROM agent_message a
    WHERE a.run_id = m.run_id AND a.number <= m.number AND a.body ->> 'role' = 'assistant');
ALTER TABLE agent_message ALTER COLUMN turn DROP DEFAULT;
ALTER TABLE agent_message ALTER COLUMN body TYPE json;

ALTER TABLE agent_turn DROP CONSTRAINT agent_turn_run_id_fkey;
ALTER TABLE agent_turn ADD COLUMN fault text;
ALTER TABLE agent_turn ALTER COLUMN raw TYPE json;

ALTER TABLE agent_run DROP CONSTRAINT agent_run_agent_version_fkey;
ALTER TABLE agent_run
    DROP COLUMN context, DROP COLUMN goal, DROP COLUMN inputs, DROP COLUMN tools,
    -- The result is the last message of the conversation.
    DROP COLUMN result,
    -- Grows each time an execution takes the run; steps of an earlier one no longer find their row.
    ADD COLUMN epoch          integer      NOT NULL DEFAULT 0,
    ADD COLUMN started_at     timestamptz,
    -- Since when people have been asked, and for how long in all before that: it does not count as time at work.
    ADD COLUMN waiting_since  timestamptz,
    ADD COLUMN waited_ms      bigint       NOT NULL DEFAULT 0,
    -- A model's provider has asked to be left alone until then.
    ADD COLUMN not_before     timestamptz,
    -- An operator's last retry: attempts before it are not counted any more.
    ADD COLUMN reopened_at    timestamptz;
UPDATE agent_run SET started_at = created_at WHERE state <> 'queued';

ALTER TABLE tool_call DROP CONSTRAINT tool_call_state_check;
ALTER TABLE tool_call
    ADD CHECK (state IN
      ('proposed', 'awaiting_review', 'executing', 'in_doubt', 'succeeded', 'failed', 'refused', 'unknown')),
    ADD COLUMN started_at  timestamptz,
    -- Who says how it ended: 'target', the lookup tool, or a person.
    ADD COLUMN settled_by  text;

ALTER TABLE tool_task ADD COLUMN epoch integer NOT NULL DEFAULT 0;

-- A person is asked whether to make a call, or whether one happened.
ALTER TABLE review ADD COLUMN kind text NOT NULL DEFAULT 'tool-review' CHECK (kind IN ('tool-review', 'in-doubt'));
ALTER TABLE review ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE review DROP CONSTRAINT review_state_check;
ALTER TABLE review ADD CHECK (state IN
  ('open', 'approved', 'edited', 'rejected', 'consumed', 'happened', 'did_not_happen', 'repeat'));

-- Room on each page for the next version of a row, which then needs no new index entries.
ALTER TABLE agent_run SET (fillfactor = 50);
ALTER TABLE agent_turn SET (fillfactor = 60);
ALTER TABLE tool_call SET (fillfactor = 60);
ALTER TABLE tool_task SET (fillfactor = 60);
