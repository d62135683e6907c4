-- The demo business systems. Nothing outside /sandbox reads or writes these tables.

CREATE TABLE sandbox_company (
    name        text    PRIMARY KEY,
    domain      text    NOT NULL UNIQUE,
    country     text    NOT NULL,
    industry    text    NOT NULL,
    employees   integer NOT NULL,
    revenue_eur bigint  NOT NULL,
    founded     integer NOT NULL,
    summary     text    NOT NULL,
    news        jsonb   NOT NULL DEFAULT '[]'
);
CREATE UNIQUE INDEX sandbox_company_by_name ON sandbox_company (lower(name));

CREATE TABLE sandbox_contact (
    email       text        PRIMARY KEY,
    name        text,
    company     text,
    title       text,
    price_tier  text        NOT NULL DEFAULT 'standard',
    status      text        NOT NULL DEFAULT 'new',
    note        text,
    next_action text,
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sandbox_contact_by_company ON sandbox_contact (lower(company));

CREATE TABLE sandbox_activity (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email       text        NOT NULL REFERENCES sandbox_contact ON DELETE CASCADE,
    type        text        NOT NULL,
    note        text        NOT NULL,
    due_at      timestamptz,
    occurred_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sandbox_activity_by_contact ON sandbox_activity (email, occurred_at DESC);

CREATE TABLE sandbox_outreach_account (
    id      text PRIMARY KEY,
    channel text NOT NULL,
    owner   text NOT NULL
);

CREATE TABLE sandbox_message (
    id              uuid        PRIMARY KEY,
    idempotency_key text        NOT NULL UNIQUE,
    account         text        NOT NULL REFERENCES sandbox_outreach_account,
    channel         text        NOT NULL,
    recipient       text        NOT NULL,
    subject         text        NOT NULL,
    body            text        NOT NULL,
    sent_at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sandbox_message_by_recipient ON sandbox_message (recipient);

CREATE TABLE sandbox_reply (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id  uuid        NOT NULL REFERENCES sandbox_message,
    body        text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sandbox_reply_by_message ON sandbox_reply (message_id);

-- A slot is a half-hour in which a team takes calls, so two bookings of one slot do not collide.
CREATE TABLE sandbox_booking (
    id            uuid        PRIMARY KEY,
    slot_id       text        NOT NULL,
    attendee      text        NOT NULL,
    title         text        NOT NULL,
    notes         text,
    booked_at     timestamptz NOT NULL DEFAULT now(),
    cancelled_at  timestamptz,
    cancel_reason text
);

-- One row per write any demo system was asked for. The row is also the lock that makes a write happen once.
CREATE TABLE sandbox_effect (
    system            text        NOT NULL,
    operation         text        NOT NULL,
    idempotency_key   text        NOT NULL,
    times_received    integer     NOT NULL DEFAULT 1,
    times_applied     integer     NOT NULL DEFAULT 0,
    request_hash      text,
    answer            jsonb,
    first_received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (system, operation, idempotency_key)
);
CREATE INDEX sandbox_effect_by_arrival ON sandbox_effect (first_received_at);

INSERT INTO sandbox_company (name, domain, country, industry, employees, revenue_eur, founded, summary, news) VALUES
('Harbourline Logistics', 'harbourline.example', 'Netherlands', 'Freight and logistics', 420, 96000000, 1998,
 'Forwarder for refrigerated sea freight with its own depots in Rotterdam, Hamburg and Gdansk.',
 '[{"date": "2026-09-14", "headline": "Harbourline opens a third cold-storage depot in Gdansk"},
   {"date": "2026-06-02", "headline": "Harbourline names a new head of operations"}]'),
('Brightwell Clinics', 'brightwell.example', 'Ireland', 'Private health care', 880, 141000000, 1987,
 'Runs eleven outpatient clinics and a booking line that handles about 2,000 calls a day.',
 '[{"date": "2026-08-20", "headline": "Brightwell plans two further clinics in the south-west"}]'),
('Larkfield Foods', 'larkfield.example', 'Denmark', 'Food production', 62, 11500000, 2009,
 'Family-owned maker of chilled sauces for regional supermarkets.',
 '[{"date": "2026-03-11", "headline": "Larkfield Foods changes its packaging supplier"}]'),
('Juniper Lane Studio', 'juniperlane.example', 'Portugal', 'Interior design', 4, 310000, 2019,
 'Interior design studio of four people that works for private homes.', '[]'),
('Vantera Payments', 'vantera.example', 'Estonia', 'Payment services', 260, 48000000, 2014,
 'Licensed payment institution that settles card payments for web shops in nine countries.',
 '[{"date": "2026-10-05", "headline": "Vantera extends its licence to instant payments"}]'),
('Alderbrook Legal', 'alderbrook.example', 'United Kingdom', 'Legal services', 150, 27000000, 1974,
 'Commercial law firm with a large property practice.',
 '[{"date": "2026-07-08", "headline": "Alderbrook moves its document archive to a new provider"}]'),
('Quillmark Insurance', 'quillmark.example', 'Belgium', 'Insurance', 1350, 402000000, 1961,
 'Insurer of small businesses, sold through about 900 independent brokers.',
 '[{"date": "2026-09-30", "headline": "Quillmark reports longer claim times after the spring storms"}]'),
('Tessermill Robotics', 'tessermill.example', 'Germany', 'Industrial automation', 310, 72000000, 2011,
 'Builds picking robots for warehouses and maintains them on site.',
 '[{"date": "2026-05-19", "headline": "Tessermill opens a service centre in Leipzig"}]'),
('Cobaltworks Energy', 'cobaltworks.example', 'Norway', 'Energy', 540, 188000000, 1992,
 'Operates small hydropower plants and sells balancing power.',
 '[{"date": "2026-08-01", "headline": "Cobaltworks takes over grid monitoring for three municipalities"}]'),
('Orchard Civic Housing', 'orchardcivic.example', 'Sweden', 'Housing association', 95, 33000000, 1955,
 'Non-profit landlord of about 4,200 flats.', '[]'),
('Sable Ridge Quarries', 'sableridge.example', 'Spain', 'Building materials', 210, 39000000, 1969,
 'Quarries and ready-mix concrete plants around Zaragoza.',
 '[{"date": "2026-04-23", "headline": "Sable Ridge orders its first electric excavators"}]'),
('Mirefen Biologics', 'mirefen.example', 'Switzerland', 'Biotechnology', 125, 19000000, 2016,
 'Contract manufacturer of enzymes for diagnostic kits.',
 '[{"date": "2026-10-12", "headline": "Mirefen passes its first inspection by the medicines agency"}]');

INSERT INTO sandbox_contact (email, name, company, title, price_tier, status, note) VALUES
('marta.devries@harbourline.example', 'Marta de Vries', 'Harbourline Logistics', 'Head of Operations', 'standard', 'new', NULL),
('aoife.brennan@brightwell.example', 'Aoife Brennan', 'Brightwell Clinics', 'Chief Operating Officer', 'key-account', 'new', 'Named account: talk to the account owner before any outreach.'),
('jonas.holm@larkfield.example', 'Jonas Holm', 'Larkfield Foods', 'Managing Director', 'standard', 'new', NULL),
('ines.carvalho@juniperlane.example', 'Ines Carvalho', 'Juniper Lane Studio', 'Owner', 'standard', 'new', NULL),
('kristjan.tamm@vantera.example', 'Kristjan Tamm', 'Vantera Payments', 'Head of Compliance', 'standard', 'new', NULL),
('helen.marsh@alderbrook.example', 'Helen Marsh', 'Alderbrook Legal', 'Practice Manager', 'standard', 'contacted', NULL),
('pieter.claes@quillmark.example', 'Pieter Claes', 'Quillmark Insurance', 'Head of Claims', 'key-account', 'qualified', NULL);

INSERT INTO sandbox_activity (email, type, note, occurred_at) VALUES
('marta.devries@harbourline.example', 'event', 'Visited our stand at the cold-chain fair and asked for a case study.', '2026-05-21T10:15:00Z'),
('marta.devries@harbourline.example', 'email', 'Case study on depot scheduling sent; opened twice.', '2026-05-26T08:40:00Z'),
('aoife.brennan@brightwell.example', 'call', 'Short call about waiting times on the booking line; wants no unannounced mail.', '2026-07-02T14:00:00Z'),
('jonas.holm@larkfield.example', 'email', 'Newsletter only; never opened.', '2026-02-16T07:00:00Z'),
('helen.marsh@alderbrook.example', 'outreach', 'First message sent about archive migration.', '2026-07-15T09:00:00Z'),
('pieter.claes@quillmark.example', 'meeting', 'Workshop on claim triage; budget is confirmed for next year.', '2026-10-01T13:00:00Z');

-- As many accounts as the sales team works with: sixty profiles and sixty mailboxes.
INSERT INTO sandbox_outreach_account (id, channel, owner)
SELECT format('%s-%s', channel, lpad(n::text, 3, '0')), channel, format('consultant-%s', lpad(n::text, 3, '0'))
FROM unnest(ARRAY ['linkedin', 'email']) AS channel, generate_series(1, 60) AS n;
