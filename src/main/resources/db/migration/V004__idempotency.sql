-- One row per idempotency key in use; without an outcome while its call runs.
CREATE TABLE idempotency_key (
  account_id      uuid        NOT NULL,
  environment     text        NOT NULL CHECK (environment IN ('live', 'test')),
  idempotency_key text        NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 255),
  request_hash    bytea       NOT NULL,
  call_id         uuid        NOT NULL,
  outcome         bytea,
  lease_until     timestamptz NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  expires_at      timestamptz NOT NULL,
  PRIMARY KEY (account_id, environment, idempotency_key)
);

CREATE INDEX idempotency_key_expires_at ON idempotency_key (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO ${gatewayRole};
