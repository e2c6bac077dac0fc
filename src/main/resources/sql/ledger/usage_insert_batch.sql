-- Writes the usage rows of several calls that cost no credits, as usage_insert.sql does for one.
INSERT INTO call_usage
       (account_id, call_id, late, environment, key_id, protocol, provider, operation, mode, outcome,
        error_code, upstream_status, units, estimated, held_micros, charged_micros, uncollected_micros,
        elapsed_millis, created_at)
SELECT account_id, call_id, false, environment, key_id, protocol, provider, operation, mode, 'recorded',
       error_code, upstream_status, units, estimated, 0, 0, 0, elapsed_millis, COALESCE(ended_at, now())
  FROM unnest(:accounts, :calls, :environments, :keys, :protocols, :providers, :operations, :modes,
              :errorCodes, :upstreamStatuses, :units, :estimates, :elapsedMillis, :ends)
    AS r (account_id, call_id, environment, key_id, protocol, provider, operation, mode,
          error_code, upstream_status, units, estimated, elapsed_millis, ended_at)
ON CONFLICT DO NOTHING
