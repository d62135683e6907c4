-- What happened in an hour, added up, so that a period is read in a moment however much happened in it. The journals and the engine's
-- history remain what counts: each hour can be added up again from them.
CREATE TABLE measure (
    span         text         NOT NULL CHECK (span IN ('hour', 'day')),
    starts       timestamptz  NOT NULL,
    name         text         NOT NULL,
    process_key  text         NOT NULL,
    version      integer      NOT NULL,
    step         text         NOT NULL,
    agent        text         NOT NULL,
    tool         text         NOT NULL,
    model        text         NOT NULL,
    -- An error code, a rule: what else tells one such fact from another.
    detail       text         NOT NULL,
    -- Times between 1.05^n and 1.05^(n+1) milliseconds; -1 where the fact has none.
    bucket       integer      NOT NULL,
    number       bigint       NOT NULL,
    amount       numeric      NOT NULL
);

CREATE INDEX measure_period ON measure (span, starts);

-- Hours that have been added up, with those in which nothing happened.
CREATE TABLE measured_hour (
    starts       timestamptz  PRIMARY KEY,
    computed_at  timestamptz  NOT NULL
);

CREATE INDEX measured_hour_age ON measured_hour (computed_at);

-- What the map of a workflow's version says it should achieve; a row without values where it says nothing.
CREATE TABLE workflow_goal (
    process_key       text     NOT NULL,
    version           integer  NOT NULL,
    baseline_minutes  numeric,
    success_variable  text,
    -- Inside a variable that is an object.
    success_path      text[],
    success_value     text,
    PRIMARY KEY (process_key, version)
);

-- Whether what agents made of an instance was right, as somebody who knows says.
CREATE TABLE outcome_label (
    instance_id  text         NOT NULL,
    kind         text         NOT NULL CHECK (kind IN ('classification', 'tool-use', 'routing')),
    label        text         NOT NULL,
    process_key  text         NOT NULL,
    version      integer      NOT NULL,
    step         text         NOT NULL,
    agent        text         NOT NULL,
    correct      boolean      NOT NULL,
    comment      text,
    judged_by    text         NOT NULL,
    judged_at    timestamptz  NOT NULL,
    PRIMARY KEY (instance_id, kind, label)
);

CREATE INDEX outcome_label_judged ON outcome_label (judged_at);

-- The journals grow in the order of time, so summaries of ranges of blocks find an hour, and unlike other indexes leave an update of a row
-- on its page.
CREATE INDEX agent_run_ended ON agent_run USING brin (ended_at) WITH (pages_per_range = 16);
CREATE INDEX agent_turn_ended ON agent_turn USING brin (ended_at) WITH (pages_per_range = 16);
CREATE INDEX tool_call_settled ON tool_call USING brin (settled_at) WITH (pages_per_range = 16);
CREATE INDEX review_decided ON review (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX review_instance ON review (instance_id);
CREATE INDEX incident_opened_at ON incident (opened_at);
