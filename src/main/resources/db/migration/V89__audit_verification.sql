-- Verifications of the whole trail, which take their time: how far each is, and what it found.
CREATE TABLE audit_verification (
    id            uuid PRIMARY KEY,
    requested_by  text NOT NULL,
    started_at    timestamptz NOT NULL,
    -- Written while it runs; one that is silent has died with its node.
    seen_at       timestamptz NOT NULL,
    finished_at   timestamptz,
    total         bigint NOT NULL,
    chains        bigint NOT NULL DEFAULT 0,
    entries       bigint NOT NULL DEFAULT 0,
    checkpoints   bigint NOT NULL DEFAULT 0,
    fault         jsonb,
    failure       text
);

CREATE INDEX audit_verification_started ON audit_verification (started_at DESC);
