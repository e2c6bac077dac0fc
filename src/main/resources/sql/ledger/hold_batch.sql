-- Sets credits aside for several calls of one account: all of them, or none (no row, or a failed
-- statement), in the lock order of hold.sql.
WITH request AS (
  SELECT *
    FROM unnest(:calls, :amounts, :keys, :protocols, :providers, :operations, :priceVersions, :timesToLive)
      AS r (call_id, amount_micros, key_id, protocol, provider, operation, price_version, time_to_live_millis)
),
balance AS (
  UPDATE ledger_balance AS b
     SET held_micros = b.held_micros + :total
   WHERE b.account_id = :account
     AND b.environment = :environment
     AND b.posted_micros - b.held_micros >= :total
     -- OFFSET 0: each call is looked up by its whole key, whatever the planner thinks of the table.
     AND NOT EXISTS (SELECT
                       FROM request AS r
                      CROSS JOIN LATERAL (SELECT
                                            FROM call_usage AS u
                                           WHERE u.account_id = :account AND u.call_id = r.call_id
                                          OFFSET 0) AS resolved)
  RETURNING b.account_id, b.environment
),
budget AS (
  INSERT INTO ledger_budget_use AS u
         (account_id, environment, subject_id, period_name, scope, cap_micros, used_micros, held_micros)
  SELECT n.account_id, n.environment, n.subject_id, n.period_name, n.scope, n.cap_micros, 0,
         CAST(sum(r.amount_micros) AS bigint)
    FROM balance
    JOIN ledger_budget_now_view AS n USING (account_id, environment)
    JOIN request AS r ON n.subject_id IN (:account, r.key_id)
   GROUP BY n.account_id, n.environment, n.subject_id, n.period_name, n.scope, n.cap_micros
  ON CONFLICT (account_id, environment, subject_id, period_name) DO UPDATE
     SET cap_micros = GREATEST(EXCLUDED.cap_micros, u.used_micros + u.held_micros),
         held_micros = u.held_micros + EXCLUDED.held_micros
  RETURNING u.scope, u.subject_id, u.period_name
)
INSERT INTO ledger_hold
       (account_id, call_id, environment, amount_micros, key_id, protocol, provider, operation,
        price_version, account_period, key_period, node, created_at, expires_at)
SELECT b.account_id, r.call_id, b.environment, r.amount_micros, r.key_id, r.protocol, r.provider,
       r.operation, r.price_version,
       (SELECT period_name FROM budget WHERE scope = 'account'),
       (SELECT period_name FROM budget AS k WHERE k.scope = 'key' AND k.subject_id = r.key_id),
       :node, now(), now() + r.time_to_live_millis * INTERVAL '1 millisecond'
  FROM balance AS b CROSS JOIN request AS r
RETURNING set_config('synchronous_commit', 'off', true)
