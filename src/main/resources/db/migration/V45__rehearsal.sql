-- Diagrams that somebody tries out. What is deployed and started for one is the engine's, under the rehearsal's id as its tenant, and is
-- removed with the row; the journal and the trail stay.
CREATE TABLE rehearsal (
    id            uuid         PRIMARY KEY,
    person        text         NOT NULL,
    process_key   text         NOT NULL,
    instance_id   text         NOT NULL,
    started_at    timestamptz  NOT NULL,
    -- By whoever rehearses: started, or answered.
    used_at       timestamptz  NOT NULL
);

CREATE INDEX rehearsal_by_person ON rehearsal (person, started_at);
CREATE INDEX rehearsal_by_use ON rehearsal (used_at);
