-- Writes the usage row of a call that has no hold and is charged nothing. A row that is there stays.
INSERT INTO call_usage
       (account_id, call_id, late, environment, key_id, protocol, provider, operation, mode, outcome,
        error_code, upstream_status, units, estimated, price_version, held_micros, charged_micros,
        uncollected_micros, elapsed_millis, created_at)
VALUES (:account, :call, :outcome = 'late', :environment, :key, :protocol, :provider, :operation,
        :mode, :outcome, :errorCode, :upstreamStatus, :units, :estimated, :priceVersion, 0, 0,
        :uncollected, :elapsedMillis, COALESCE(:createdAt, now()))
ON CONFLICT DO NOTHING
