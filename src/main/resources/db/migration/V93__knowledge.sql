-- Documents that agents may retrieve from. Boundaries are columns, so that the query that finds is the query that confines.
CREATE TABLE knowledge_collection (
    name            text        PRIMARY KEY,
    title           text        NOT NULL,
    description     text        NOT NULL,
    owner           text        NOT NULL,
    source_of_truth text        NOT NULL,
    language        regconfig   NOT NULL,
    requires        text        NOT NULL,
    agents          text[]      NOT NULL,
    processes       text[]      NOT NULL,
    untrusted       boolean     NOT NULL,
    confidential    boolean     NOT NULL,
    max_age_s       bigint,
    valid_until     timestamptz,
    -- Permissions by the names of fields and headings.
    sensitive       jsonb       NOT NULL,
    -- Of what decides how documents are cut; passages that were cut otherwise are not retrieved.
    shape           text        NOT NULL,
    -- Its file is gone.
    withdrawn       boolean     NOT NULL DEFAULT false
);

CREATE TABLE knowledge_document (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    collection  text        NOT NULL REFERENCES knowledge_collection,
    key         text        NOT NULL,
    -- In force; null where none of it could ever be read, or it is removed.
    version     integer,
    -- Of the source as it was last seen, whether it could be read or not.
    seen_digest text        NOT NULL,
    failure     text,
    failed_at   timestamptz,
    UNIQUE (collection, key)
);

CREATE TABLE knowledge_version (
    document_id bigint      NOT NULL REFERENCES knowledge_document,
    version     integer     NOT NULL,
    title       text        NOT NULL,
    digest      text        NOT NULL,
    shape       text        NOT NULL,
    media_type  text        NOT NULL,
    as_of       timestamptz NOT NULL,
    valid_until timestamptz,
    ingested_at timestamptz NOT NULL,
    PRIMARY KEY (document_id, version)
);

-- Also those of earlier versions, so that what was cited can be read again.
CREATE TABLE knowledge_passage (
    document_id bigint      NOT NULL,
    version     integer     NOT NULL,
    ordinal     integer     NOT NULL,
    in_force    boolean     NOT NULL,
    -- The sensitive field or heading that it is of.
    field       text,
    heading     text        NOT NULL,
    page        integer,
    begins_at   integer     NOT NULL,
    ends_at     integer     NOT NULL,
    text        text        NOT NULL,
    search      tsvector    NOT NULL,
    -- 384 numbers of four bytes, the lowest byte first, of length one.
    embedding   bytea       NOT NULL,
    PRIMARY KEY (document_id, version, ordinal),
    FOREIGN KEY (document_id, version) REFERENCES knowledge_version
);
CREATE INDEX knowledge_passage_search ON knowledge_passage USING gin (search) WHERE in_force;
CREATE INDEX knowledge_passage_in_force ON knowledge_passage (document_id) WHERE in_force;

-- What people hand in is kept here; everything else is read where it is.
CREATE TABLE knowledge_upload (
    collection  text        NOT NULL REFERENCES knowledge_collection,
    key         text        NOT NULL,
    content     bytea       NOT NULL,
    digest      text        NOT NULL,
    uploaded_by text        NOT NULL,
    uploaded_at timestamptz NOT NULL,
    PRIMARY KEY (collection, key)
);

-- The newest ingestion of each collection, and how far it is.
CREATE TABLE knowledge_ingestion (
    collection text        PRIMARY KEY REFERENCES knowledge_collection,
    started_at timestamptz NOT NULL,
    started_by text        NOT NULL,
    seen_at    timestamptz NOT NULL,
    ended_at   timestamptz,
    total      bigint      NOT NULL,
    done       bigint      NOT NULL,
    changed    bigint      NOT NULL,
    failed     bigint      NOT NULL,
    failure    text
);
