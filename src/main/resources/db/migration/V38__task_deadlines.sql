-- What is to be done about an open task at a time, unless it is over by then: tell of its due date (step 0, no group), or add the
-- next group (steps in the order of time). A row goes with its task, or once it was acted upon.
CREATE TABLE task_deadline (
    task_id   text         NOT NULL,
    step      integer      NOT NULL,
    at        timestamptz  NOT NULL,
    group_id  text,
    PRIMARY KEY (task_id, step),
    CHECK ((step = 0) = (group_id IS NULL))
);

CREATE INDEX task_deadline_at ON task_deadline (at);
