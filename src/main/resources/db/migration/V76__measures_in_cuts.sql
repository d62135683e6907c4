-- Sums by what is asked for, and the times of a sum in its row: a month is read out of some thousand rows instead of some hundred thousand.
ALTER TABLE measure RENAME TO measure_before;
ALTER INDEX measure_period RENAME TO measure_before_period;

CREATE TABLE measure (
    span         text         NOT NULL CHECK (span IN ('hour', 'day')),
    -- By what it is kept apart: the other dimensions are empty.
    cut          text         NOT NULL,
    starts       timestamptz  NOT NULL,
    name         text         NOT NULL,
    process_key  text         NOT NULL,
    version      integer      NOT NULL,
    step         text         NOT NULL,
    agent        text         NOT NULL,
    tool         text         NOT NULL,
    model        text         NOT NULL,
    detail       text         NOT NULL,
    number       bigint       NOT NULL,
    amount       numeric      NOT NULL,
    -- Of the facts with a time: buckets[i] has counts[i] of them, between 1.05^n and 1.05^(n+1) milliseconds.
    buckets      integer[]    NOT NULL,
    counts       bigint[]     NOT NULL
);

INSERT INTO measure
SELECT span, 'FINEST', starts, name, process_key, version, step, agent, tool, model, detail, sum(number), sum(amount),
    coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE bucket >= 0), '{}'),
    coalesce(array_agg(number ORDER BY bucket) FILTER (WHERE bucket >= 0), '{}')
FROM measure_before
GROUP BY span, starts, name, process_key, version, step, agent, tool, model, detail;

INSERT INTO measure
SELECT span, summed.cut, starts, name, process_key, version, step, agent, tool, model, detail, sum(number), sum(amount),
    coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE bucket >= 0), '{}'),
    coalesce(array_agg(number ORDER BY bucket) FILTER (WHERE bucket >= 0), '{}')
FROM (
    SELECT span, starts, name, cuts.cut,
        CASE WHEN cuts.cut = 'ALL' THEN '' ELSE process_key END AS process_key,
        CASE WHEN cuts.cut = 'ALL' THEN 0 ELSE version END AS version,
        CASE WHEN cuts.cut = 'STEPS' THEN step ELSE '' END AS step,
        CASE WHEN cuts.cut = 'AGENTS' THEN agent ELSE '' END AS agent,
        CASE WHEN cuts.cut = 'TOOLS' THEN tool ELSE '' END AS tool,
        CASE WHEN cuts.cut = 'MODELS' THEN model ELSE '' END AS model,
        CASE WHEN cuts.cut = 'DETAILS' THEN detail ELSE '' END AS detail,
        bucket, sum(number) AS number, sum(amount) AS amount
    FROM measure_before, (VALUES ('ALL'), ('PROCESSES'), ('STEPS'), ('AGENTS'), ('TOOLS'), ('MODELS'), ('DETAILS')) cuts (cut)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
) summed
GROUP BY span, cut, starts, name, process_key, version, step, agent, tool, model, detail;

CREATE INDEX measure_period ON measure (span, cut, starts);

DROP TABLE measure_before;
