#!/bin/sh
# Sets up HashiCorp Vault or OpenBao for the gateway. Safe to run again: it changes nothing that is
# already as it should be, never deletes, and never touches stored secrets.
#
# Needs: VAULT_ADDR, and VAULT_TOKEN of an administrator (BAO_ADDR, BAO_TOKEN for bao).
# Takes: TOOLROUTE_VAULT_CLI   vault or bao; default: the first of them on PATH
#        TOOLROUTE_POLICIES    policies of the gateway's tokens; one process serves and registers
#        TOOLROUTE_BOUND_CIDRS where the gateway may log in from, comma-separated; default: anywhere
#        TOOLROUTE_DECRYPT_RATE unwraps per second and client address; default 200
#        TOOLROUTE_AUDIT_DIR   Vault only: directory for two audit files; default: none
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
policies=${TOOLROUTE_POLICIES:-toolroute-runtime,toolroute-registrar}
cidrs=${TOOLROUTE_BOUND_CIDRS:-}
rate=${TOOLROUTE_DECRYPT_RATE:-200}

cli=${TOOLROUTE_VAULT_CLI:-}
if [ -z "$cli" ]; then
  cli=$(command -v vault || command -v bao) || {
    echo "bootstrap.sh: neither vault nor bao is on PATH; set TOOLROUTE_VAULT_CLI" >&2
    exit 1
  }
fi

say() { echo "bootstrap.sh: $*"; }
exists() { "$cli" read "$1" >/dev/null 2>&1; }

# Mounts: provider credentials (KV version 2) and the wrapping key (Transit).
exists sys/mounts/toolroute-kv/tune || "$cli" secrets enable -path=toolroute-kv -version=2 kv
exists sys/mounts/toolroute-transit/tune || "$cli" secrets enable -path=toolroute-transit transit
# A KV mount of version 2 upgrades itself for a moment after it was made.
tries=0
until "$cli" write toolroute-kv/config cas_required=true max_versions=10 >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -lt 30 ] || { echo "bootstrap.sh: toolroute-kv cannot be configured" >&2; exit 1; }
  sleep 1
done
say "toolroute-kv and toolroute-transit are mounted"

# The wrapping key: derived, so that every account has a key of its own; never leaves the server.
exists toolroute-transit/keys/byok ||
  "$cli" write -f toolroute-transit/keys/byok type=aes256-gcm96 derived=true exportable=false \
    allow_plaintext_backup=false >/dev/null
# Encrypting must not create keys that somebody mistyped.
"$cli" write toolroute-transit/config/keys disable_upsert=true >/dev/null
say "transit key byok is there"

for file in "$here"/policies/*.hcl; do
  name=$(basename "$file" .hcl)
  "$cli" policy write "$name" "$file" >/dev/null
  say "policy $name is written"
done

# The gateway's identity: a periodic token, reached with a secret id that works once.
exists sys/auth/approle/tune || "$cli" auth enable approle >/dev/null
"$cli" write auth/approle/role/toolroute-gateway \
  token_policies="$policies" token_no_default_policy=true token_type=service \
  token_period=1h token_bound_cidrs="$cidrs" \
  bind_secret_id=true secret_id_num_uses=1 secret_id_ttl=10m secret_id_bound_cidrs="$cidrs" \
  >/dev/null
say "AppRole toolroute-gateway carries $policies"

# A brake on reading out the whole table with a stolen token.
"$cli" write sys/quotas/rate-limit/toolroute-decrypt \
  path=toolroute-transit/decrypt/byok rate="$rate" >/dev/null
say "unwrapping is limited to $rate per second"

# OpenBao takes audit devices from its server configuration only; see openbao/ci.hcl.
if [ -n "${TOOLROUTE_AUDIT_DIR:-}" ]; then
  for device in toolroute-1 toolroute-2; do
    "$cli" audit list 2>/dev/null | grep -q "^$device/" ||
      "$cli" audit enable -path="$device" file file_path="$TOOLROUTE_AUDIT_DIR/$device.log"
  done
  say "two audit devices write to $TOOLROUTE_AUDIT_DIR"
fi
