-- Numbers that many steps add to. What one commit adds to a number is written once.
CREATE TABLE journal_counter (
    name    text    PRIMARY KEY,
    value   bigint  NOT NULL DEFAULT 0,
    -- The highest mark that was ever passed, so that what happens there happens once.
    marked  bigint  NOT NULL DEFAULT 0
) WITH (fillfactor = 20);

-- What the counters of budgets stand for, and the limits that the decision tables last gave them.
CREATE TABLE budget (
    counter  text   PRIMARY KEY,
    measure  text   NOT NULL CHECK (measure IN ('usd', 'tokens')),
    scope    text   NOT NULL,
    subject  text   NOT NULL,
    period   text   NOT NULL CHECK (period IN ('day', 'month')),
    starts   date   NOT NULL,
    limits   jsonb  NOT NULL
);

CREATE INDEX budget_by_start ON budget (starts DESC, counter);

-- People were asked for more than the table gives.
CREATE TABLE budget_request (
    review_id   uuid         PRIMARY KEY,
    counter     text         NOT NULL,
    rule        text         NOT NULL,
    run_id      uuid         NOT NULL,
    asked_at    timestamptz  NOT NULL,
    state       text         NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'granted', 'refused')),
    -- In the units of the counter.
    granted     bigint       NOT NULL DEFAULT 0,
    decided_by  text
);

CREATE INDEX budget_request_counter ON budget_request (counter, rule);
CREATE INDEX budget_request_of_run ON budget_request (run_id) WHERE state = 'asked';
-- One request for a budget at a time: thousands of runs may reach its end at once.
CREATE UNIQUE INDEX budget_request_one ON budget_request (counter, rule) WHERE state = 'asked';

-- What a model call has reserved in its budgets, by counter; null once it is settled.
ALTER TABLE agent_turn ADD COLUMN reserved json;

-- Runs that were ended from outside while a model may have been at work for them: whoever waits for its answer settles what
-- was reserved for it, or else it is given back later.
CREATE TABLE agent_leftover (
    run_id  uuid         PRIMARY KEY,
    since   timestamptz  NOT NULL
);
