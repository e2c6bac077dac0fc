-- An account's calls, newest first. An expiry that was settled late is one call: its late row.
SELECT u.call_id, u.created_at, u.key_id, u.protocol, u.provider, u.operation, u.mode, u.outcome,
       u.error_code, u.upstream_status, u.units, u.estimated, u.price_version, u.charged_micros,
       u.uncollected_micros, u.elapsed_millis
  FROM call_usage AS u
 WHERE u.account_id = :account
   AND u.environment = :environment
   AND u.created_at >= :from
   AND u.created_at < :to
   AND (u.created_at, u.call_id) < (:beforeAt, :beforeCall)
   AND (CAST(:provider AS text) IS NULL OR u.provider = :provider)
   AND (CAST(:toolProvider AS text) IS NULL OR u.provider = :toolProvider)
   AND (CAST(:operation AS text) IS NULL OR u.operation = :operation)
   AND (CAST(:mode AS text) IS NULL OR u.mode = :mode)
   AND (CAST(:key AS uuid) IS NULL OR u.key_id = :key)
   AND NOT (u.outcome = 'expired'
            AND EXISTS (SELECT FROM call_usage AS l
                         WHERE l.account_id = u.account_id AND l.call_id = u.call_id AND l.late))
 ORDER BY u.created_at DESC, u.call_id DESC
 LIMIT :limit
