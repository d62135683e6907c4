-- Where the trace of an instance began, so that whichever node goes on with it stays in that trace. W3C traceparents.
CREATE TABLE trace_context (
    instance_id  text  PRIMARY KEY,
    origin       text  NOT NULL,
    -- What made it go on last from another trace, such as a person's decision.
    cause        text
);
