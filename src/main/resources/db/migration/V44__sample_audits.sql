-- Who may decide as well once a review is overdue.
ALTER TABLE review ADD COLUMN escalation text;

-- A call that ran by itself and is judged later: which one, what came of it, and the execution on which its task waits.
ALTER TABLE review ADD COLUMN call_id uuid;
ALTER TABLE review ADD COLUMN outcome json;
ALTER TABLE review ADD COLUMN audit_execution_id text;

ALTER TABLE review DROP CONSTRAINT review_kind_check;
ALTER TABLE review ADD CONSTRAINT review_kind_check CHECK (kind IN ('tool-review', 'in-doubt', 'sample-audit'));
ALTER TABLE review DROP CONSTRAINT review_state_check;
ALTER TABLE review ADD CONSTRAINT review_state_check CHECK (state IN
  ('drawn', 'open', 'approved', 'edited', 'rejected', 'taken_over', 'consumed', 'happened', 'did_not_happen', 'repeat',
   'correct', 'flawed', 'wrong', 'cancelled'));

-- What still has to be handed to somebody.
CREATE INDEX review_drawn ON review (requested_at) WHERE state = 'drawn' AND audit_execution_id IS NULL;
