-- The callers' own provider keys, encrypted before they get here. One row for each account,
-- environment and provider; a replacement overwrites it, a deletion deletes it.

CREATE TABLE byok_key (
  byok_id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  provider text NOT NULL CHECK (char_length(provider) BETWEEN 1 AND 20),
  label text CHECK (char_length(label) BETWEEN 1 AND 100),
  -- Part of what the ciphertext is bound to; counts re-encryptions under the same id.
  key_version integer NOT NULL CHECK (key_version >= 1),
  -- The data key, readable only with the wrapping key that its prefix names.
  wrapped_key text NOT NULL,
  iv bytea NOT NULL CHECK (octet_length(iv) = 12),
  -- 1 to 4096 bytes and a tag of 16.
  ciphertext bytea NOT NULL CHECK (octet_length(ciphertext) BETWEEN 17 AND 4112),
  -- The registration that this one took the place of: what every node has to forget.
  replaces_id uuid,
  rejected_at timestamptz,
  unreadable_at timestamptz,
  created_at timestamptz NOT NULL,
  UNIQUE (account_id, environment, provider)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON byok_key TO ${gatewayRole};
