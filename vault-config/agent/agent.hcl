# Vault Agent or `bao agent` next to the gateway: it logs in, keeps the token alive, and writes it to
# a file that the gateway reads (toolroute.vault.token-file) and reads again when it is refused.
#
#   VAULT_ADDR=https://vault.example:8200 vault agent -config=vault-config/agent/agent.hcl
#   BAO_ADDR=https://vault.example:8200   bao agent   -config=vault-config/agent/agent.hcl
#
# Run it as the gateway's user, in the directory that holds run/. Before every start put the role id
# into run/role-id and a fresh wrapped secret id into run/wrapped-secret-id.

auto_auth {
  method "approle" {
    mount_path = "auth/approle"
    config = {
      role_id_file_path                   = "run/role-id"
      secret_id_file_path                 = "run/wrapped-secret-id"
      secret_id_response_wrapping_path    = "auth/approle/role/toolroute-gateway/secret-id"
      remove_secret_id_file_after_reading = true
    }
  }

  sink "file" {
    config = {
      path = "run/token"
      mode = 0400
    }
  }
}
