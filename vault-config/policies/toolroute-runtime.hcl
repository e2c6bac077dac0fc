# Data plane: what one gateway process may do while it serves calls.

# Shared provider credentials: read the current version; no list, no metadata, no write.
path "toolroute-kv/data/providers/+" {
  capabilities = ["read"]
}

# Callers' own keys: unwrap ONE data key at a time, only for the account named in `context`.
# The context is mandatory because the transit key is derived; batch_input is refused so that a
# stolen token cannot unwrap the whole table in one request.
path "toolroute-transit/decrypt/byok" {
  capabilities        = ["update"]
  required_parameters = ["ciphertext", "context"]
  denied_parameters = {
    "batch_input" = []
  }
}

# Its own token: look up, renew, revoke at shutdown.
path "auth/token/lookup-self" {
  capabilities = ["read"]
}
path "auth/token/renew-self" {
  capabilities = ["update"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
