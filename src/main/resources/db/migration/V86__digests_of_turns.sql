-- What a replay is held against: SHA-256 of what the model was asked, tools left out, and of what it said. Earlier turns have neither.
ALTER TABLE agent_turn ADD COLUMN request_digest text, ADD COLUMN answer_digest text;
