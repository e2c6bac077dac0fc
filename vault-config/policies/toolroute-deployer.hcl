# The orchestrator: may mint a response-wrapped secret id for the gateway, and only wrapped.
path "auth/approle/role/toolroute-gateway/role-id" {
  capabilities = ["read"]
}
path "auth/approle/role/toolroute-gateway/secret-id" {
  capabilities     = ["update"]
  min_wrapping_ttl = "30s"
  max_wrapping_ttl = "300s"
}
