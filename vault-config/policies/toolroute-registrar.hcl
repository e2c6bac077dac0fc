# Control plane: makes wrapped data keys, and moves existing ones under the newest key version.
# It can never unwrap one.

# Registering a key needs a fresh data key.
path "toolroute-transit/datakey/plaintext/byok" {
  capabilities        = ["update"]
  required_parameters = ["context"]
}

# Moving from the local key file to Vault wraps data keys that exist already.
path "toolroute-transit/encrypt/byok" {
  capabilities        = ["update"]
  required_parameters = ["plaintext", "context"]
  denied_parameters = {
    "batch_input" = []
  }
}

# Key rotation: ciphertext in, ciphertext out, never plaintext.
path "toolroute-transit/rewrap/byok" {
  capabilities = ["update"]
}
