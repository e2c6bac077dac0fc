# The operator who enters the gateway's own provider credentials. Write-only: cannot read them back.
path "toolroute-kv/data/providers/+" {
  capabilities = ["create", "update", "patch"]
}
path "toolroute-kv/metadata/providers/+" {
  capabilities = ["read", "list", "update", "delete"]
}
path "toolroute-kv/metadata/providers" {
  capabilities = ["list"]
}
path "toolroute-kv/destroy/providers/+" {
  capabilities = ["update"]
}
