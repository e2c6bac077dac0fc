-- The gateway's own provider keys, where no Vault holds them: ciphertext only.
CREATE TABLE provider_credential (
  provider      text PRIMARY KEY CHECK (length(provider) BETWEEN 1 AND 20),
  credential_id uuid NOT NULL UNIQUE, -- new with every stored key; the ciphertext is bound to it
  wrapped_dek   text NOT NULL CHECK (length(wrapped_dek) BETWEEN 1 AND 1000),
  iv            bytea NOT NULL CHECK (octet_length(iv) = 12),
  ciphertext    bytea NOT NULL CHECK (octet_length(ciphertext) BETWEEN 17 AND 16384),
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT, UPDATE ON provider_credential TO ${gatewayRole};

-- A check value for each key of the local key file that was ever used with this database. It is
-- derived from the key one-way, tells a wrong key file from the right one, and reveals nothing.
CREATE TABLE secret_key_check (
  key_id      integer PRIMARY KEY CHECK (key_id > 0),
  check_value bytea NOT NULL CHECK (octet_length(check_value) = 16),
  created_at  timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT ON secret_key_check TO ${gatewayRole};
