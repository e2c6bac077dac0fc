-- Accounts, gateway keys and what the first start leaves behind. Amounts of money are the ledger's.

CREATE TABLE account (
  account_id uuid PRIMARY KEY,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  frozen_at timestamptz,
  created_at timestamptz NOT NULL
);

-- A gateway key itself is never stored: its SHA-256 finds it, its prefix reminds its owner of it.
CREATE TABLE gateway_key (
  key_id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  environment text NOT NULL CHECK (environment IN ('live', 'test')),
  name text CHECK (char_length(name) BETWEEN 1 AND 100),
  sha256 bytea NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
  prefix text NOT NULL CHECK (char_length(prefix) = 16),
  -- Providers and operations; empty means everything.
  allowed_tools text[] NOT NULL CHECK (cardinality(allowed_tools) <= 100),
  expires_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL
);

CREATE INDEX gateway_key_by_account ON gateway_key (account_id, key_id);

-- One row. Locked while the first credentials are made, so that of several nodes one makes them.
CREATE TABLE installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  first_keys_at timestamptz,
  admin_token_sha256 bytea CHECK (octet_length(admin_token_sha256) = 32)
);

INSERT INTO installation DEFAULT VALUES;

GRANT SELECT, INSERT, UPDATE (frozen_at) ON account TO ${gatewayRole};
GRANT SELECT, INSERT, UPDATE (revoked_at) ON gateway_key TO ${gatewayRole};
GRANT SELECT, UPDATE (first_keys_at, admin_token_sha256) ON installation TO ${gatewayRole};
