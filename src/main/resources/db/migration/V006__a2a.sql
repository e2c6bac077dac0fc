-- One row per A2A task. What was sent is not kept, only a hash of it; what came of it is.
-- A row that still says 'working' after its deadline belongs to a gateway that died: readers take it
-- as failed, outcome unknown.
CREATE TABLE a2a_task (
  task_id      uuid        PRIMARY KEY,
  account_id   uuid        NOT NULL,
  environment  text        NOT NULL CHECK (environment IN ('live', 'test')),
  context_id   text        NOT NULL CHECK (length(context_id) BETWEEN 1 AND 255),
  -- The message that started it; given back when nothing reached a provider, so that sending the
  -- message again is a first try.
  message_id   text        CHECK (length(message_id) BETWEEN 1 AND 255),
  message_hash bytea       NOT NULL CHECK (octet_length(message_hash) = 32),
  state        text        NOT NULL CHECK (state IN
      ('input_required', 'working', 'completed', 'failed', 'canceled', 'rejected')),
  -- The envelope of the call, and its billing by itself for lists: JSON as it was written.
  envelope     text,
  billing      text,
  deadline_at  timestamptz NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL,
  UNIQUE (account_id, environment, message_id),
  CHECK ((state IN ('completed', 'failed', 'rejected')) = (envelope IS NOT NULL)),
  CHECK ((envelope IS NULL) = (billing IS NULL))
);

CREATE INDEX a2a_task_list ON a2a_task (account_id, environment, updated_at DESC, task_id DESC);
CREATE INDEX a2a_task_expires_at ON a2a_task (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON a2a_task TO ${gatewayRole};
