-- What people are told that is about no task: in words, for the members of groups.
ALTER TABLE notification_event DROP CONSTRAINT notification_event_kind_check;
ALTER TABLE notification_event ADD CONSTRAINT notification_event_kind_check
    CHECK (kind IN ('arrived', 'due-soon', 'escalated', 'alert'));
ALTER TABLE notification_event ALTER COLUMN task_id DROP NOT NULL;
ALTER TABLE notification_event ADD COLUMN notice jsonb;
ALTER TABLE notification_event ADD CONSTRAINT notification_event_about CHECK ((task_id IS NULL) = (notice IS NOT NULL));
