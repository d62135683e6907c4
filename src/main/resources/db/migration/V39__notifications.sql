-- What people are to be told of, written in the transaction in which it happened.
CREATE TABLE notification_event (
    id         bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind       text         NOT NULL CHECK (kind IN ('arrived', 'due-soon', 'escalated')),
    task_id    text         NOT NULL,
    group_id   text,
    at         timestamptz  NOT NULL,
    -- When it was found out who is to be told, and how.
    spread_at  timestamptz
);

CREATE INDEX notification_event_unspread ON notification_event (id) WHERE spread_at IS NULL;
CREATE INDEX notification_event_at ON notification_event (at);

-- One message to one recipient: nobody is told of one event twice over one channel.
CREATE TABLE notification (
    id          uuid         PRIMARY KEY,
    event_id    bigint       NOT NULL REFERENCES notification_event ON DELETE CASCADE,
    channel     text         NOT NULL CHECK (channel IN ('mail', 'webhook')),
    recipient   text         NOT NULL,
    state       text         NOT NULL DEFAULT 'waiting'
                             CHECK (state IN ('waiting', 'sending', 'sent', 'dropped', 'in-doubt', 'dead')),
    attempts    integer      NOT NULL DEFAULT 0,
    -- While it is waiting: when it is tried; while it is being sent: when whoever sends it is given up.
    next_at     timestamptz  NOT NULL,
    last_error  text,
    changed_at  timestamptz  NOT NULL,
    UNIQUE (event_id, channel, recipient)
);

CREATE INDEX notification_due ON notification (next_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX notification_by_change ON notification (changed_at, id);
CREATE INDEX notification_by_state ON notification (state, changed_at, id);

-- Only of people who have said something.
CREATE TABLE notification_preference (
    person  text     PRIMARY KEY,
    mail    boolean  NOT NULL
);
