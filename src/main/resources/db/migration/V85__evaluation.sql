-- Agents that were tried out on their golden cases. Nothing here was work in earnest.
CREATE TABLE evaluation (
    id           uuid         PRIMARY KEY,
    agent        text         NOT NULL,
    -- Digest of the role's text, which is stored nowhere else where it is a draft.
    version      text         NOT NULL,
    draft        text,
    model        text         NOT NULL,
    trials       integer      NOT NULL,
    -- Trials in all.
    planned      integer      NOT NULL,
    spend_limit  numeric      NOT NULL,
    state        text         NOT NULL,
    message      text,
    started_by   text         NOT NULL,
    started_at   timestamptz  NOT NULL,
    ended_at     timestamptz,
    -- When its node last said that it is at it.
    alive_at     timestamptz  NOT NULL
);

CREATE INDEX evaluation_by_agent ON evaluation (agent, started_at DESC);
CREATE INDEX evaluation_by_time ON evaluation (started_at DESC, id DESC);
CREATE INDEX evaluation_running ON evaluation (alive_at) WHERE state = 'running';

CREATE TABLE evaluation_case (
    evaluation_id  uuid     NOT NULL REFERENCES evaluation,
    name           text     NOT NULL,
    trial          integer  NOT NULL,
    cost_usd       numeric  NOT NULL,
    result         jsonb    NOT NULL,
    PRIMARY KEY (evaluation_id, name, trial)
);
