-- When the call of a task set out for its provider. Until then the task can be canceled; what runs
-- while this is added cannot, since nobody knows how far it has come.
ALTER TABLE a2a_task ADD COLUMN sent_at timestamptz;
UPDATE a2a_task SET sent_at = updated_at WHERE state = 'working';
