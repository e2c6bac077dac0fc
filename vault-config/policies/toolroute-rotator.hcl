# Maintenance: rotates the wrapping key and retires its old versions. Sees no plaintext.
path "toolroute-transit/keys/byok" {
  capabilities = ["read"]
}
path "toolroute-transit/keys/byok/rotate" {
  capabilities = ["update"]
}
path "toolroute-transit/rewrap/byok" {
  capabilities = ["update"]
}

# Only the version floors may be moved; exportable, allow_plaintext_backup and deletion_allowed
# stay off.
path "toolroute-transit/keys/byok/config" {
  capabilities = ["update"]
  allowed_parameters = {
    "min_decryption_version" = []
    "min_encryption_version" = []
  }
}

path "auth/token/lookup-self" {
  capabilities = ["read"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
