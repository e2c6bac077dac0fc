# A self-initialising OpenBao for tests and small installations: it unseals itself with a static
# key, sets itself up for the gateway at its first start, and leaves no root token behind.
#
#   mkdir -p data/bao && openssl rand -out data/unseal.key 32 && chmod 600 data/unseal.key
#   TOOLROUTE_DEPLOYER_PASSWORD=... bao server -config=vault-config/openbao/ci.hcl
#
# Run it from the directory that holds vault-config/ and data/; paths here are relative to it. The
# unseal key opens everything: keep it apart from data/bao and from its backups.
#
# Loopback only, hence without TLS. Anywhere else: set tls_cert_file and tls_key_file.

ui = false

storage "raft" {
  path    = "data/bao"
  node_id = "one"
}

api_addr     = "http://127.0.0.1:8200"
cluster_addr = "http://127.0.0.1:8201"

listener "tcp" {
  address     = "127.0.0.1:8200"
  tls_disable = true
}

seal "static" {
  current_key_id = "1"
  current_key    = "file://data/unseal.key"
}

# OpenBao takes audit devices from here and not from its API. If this one cannot write, OpenBao stops
# answering: give it room, or declare a second one on another disk.
audit "file" "toolroute" {
  options {
    file_path = "data/audit.log"
  }
}

initialize "engines" {
  request "kv" {
    operation = "update"
    path      = "sys/mounts/toolroute-kv"
    data = {
      type    = "kv"
      options = { version = "2" }
    }
  }
  request "transit" {
    operation = "update"
    path      = "sys/mounts/toolroute-transit"
    data      = { type = "transit" }
  }
  request "byok" {
    operation = "update"
    path      = "toolroute-transit/keys/byok"
    data = {
      type    = "aes256-gcm96"
      derived = true
    }
  }
  request "no-upsert" {
    operation = "update"
    path      = "toolroute-transit/config/keys"
    data      = { disable_upsert = true }
  }
}

initialize "policies" {
  request "runtime" {
    operation = "update"
    path      = "sys/policies/acl/toolroute-runtime"
    data = {
      policy = {
        eval_source = "file"
        eval_type   = "string"
        path        = "vault-config/policies/toolroute-runtime.hcl"
      }
    }
  }
  request "registrar" {
    operation = "update"
    path      = "sys/policies/acl/toolroute-registrar"
    data = {
      policy = {
        eval_source = "file"
        eval_type   = "string"
        path        = "vault-config/policies/toolroute-registrar.hcl"
      }
    }
  }
  request "rotator" {
    operation = "update"
    path      = "sys/policies/acl/toolroute-rotator"
    data = {
      policy = {
        eval_source = "file"
        eval_type   = "string"
        path        = "vault-config/policies/toolroute-rotator.hcl"
      }
    }
  }
  request "provider-admin" {
    operation = "update"
    path      = "sys/policies/acl/toolroute-provider-admin"
    data = {
      policy = {
        eval_source = "file"
        eval_type   = "string"
        path        = "vault-config/policies/toolroute-provider-admin.hcl"
      }
    }
  }
  request "deployer" {
    operation = "update"
    path      = "sys/policies/acl/toolroute-deployer"
    data = {
      policy = {
        eval_source = "file"
        eval_type   = "string"
        path        = "vault-config/policies/toolroute-deployer.hcl"
      }
    }
  }
}

initialize "identities" {
  request "approle" {
    operation = "update"
    path      = "sys/auth/approle"
    data      = { type = "approle" }
  }
  request "gateway" {
    operation = "update"
    path      = "auth/approle/role/toolroute-gateway"
    data = {
      token_policies          = ["toolroute-runtime", "toolroute-registrar"]
      token_no_default_policy = true
      token_type              = "service"
      token_period            = "1h"
      bind_secret_id          = true
      secret_id_num_uses      = 1
      secret_id_ttl           = "10m"
    }
  }

  # The people and machines that come after: one login for whoever starts the gateway and keeps its
  # keys. There is no administrator; add one here before the first start if you want one.
  request "userpass" {
    operation = "update"
    path      = "sys/auth/userpass"
    data      = { type = "userpass" }
  }
  request "deployer" {
    operation = "update"
    path      = "auth/userpass/users/deployer"
    data = {
      password = {
        eval_source     = "env"
        eval_type       = "string"
        env_var         = "TOOLROUTE_DEPLOYER_PASSWORD"
        require_present = true
      }
      token_policies          = ["toolroute-deployer", "toolroute-provider-admin", "toolroute-rotator"]
      token_no_default_policy = true
      token_ttl               = "1h"
    }
  }
}

# Last, because a KV mount of version 2 upgrades itself for a moment after it was made.
initialize "limits" {
  request "kv-config" {
    operation = "update"
    path      = "toolroute-kv/config"
    data = {
      cas_required = true
      max_versions = 10
    }
  }
  request "decrypt-rate" {
    operation = "update"
    path      = "sys/quotas/rate-limit/toolroute-decrypt"
    data = {
      path = "toolroute-transit/decrypt/byok"
      rate = 200
    }
  }
}
