-- How many people must approve; what an edit changed so far is in effective_arguments while the review is open.
ALTER TABLE review ADD COLUMN quorum integer NOT NULL DEFAULT 1 CHECK (quorum > 0);

ALTER TABLE review DROP CONSTRAINT review_state_check;
ALTER TABLE review ADD CONSTRAINT review_state_check CHECK (state IN
  ('open', 'approved', 'edited', 'rejected', 'taken_over', 'consumed', 'happened', 'did_not_happen', 'repeat'));

-- Who has approved a review's arguments as they stand.
CREATE TABLE review_vote (
    review_id  uuid         NOT NULL REFERENCES review,
    voter      text         NOT NULL,
    voted_at   timestamptz  NOT NULL,
    comment    text,
    PRIMARY KEY (review_id, voter)
);
