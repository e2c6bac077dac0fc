-- Sets credits aside for calls of several accounts, in the lock order of hold.sql, and returns the
-- calls it did that for. A call that is resolved already is left out; so is an account whose balance
-- or budgets do not cover all that is asked of it here. What the budgets allow is what the statement
-- saw at its start: where that changed meanwhile, their constraint fails all of it.
WITH request AS MATERIALIZED (
  SELECT r.*, a.cap_micros AS account_cap, a.period_name AS account_period,
         k.cap_micros AS key_cap, k.period_name AS key_period,
         COALESCE(sum(r.amount_micros) OVER (PARTITION BY r.account_id, r.environment) <= a.left_micros, true)
           AND COALESCE(sum(r.amount_micros) OVER (PARTITION BY r.account_id, r.environment, r.key_id) <= k.left_micros, true)
           AS fits
    FROM unnest(:accounts, :environments, :calls, :amounts, :keys, :protocols, :providers, :operations,
                :priceVersions, :timesToLive)
      AS r (account_id, environment, call_id, amount_micros, key_id, protocol, provider, operation,
            price_version, time_to_live_millis)
    -- OFFSET 0: each row is looked up by its whole key, whatever the planner thinks of the table.
    LEFT JOIN LATERAL (SELECT n.cap_micros, n.period_name,
                              n.cap_micros - COALESCE(u.used_micros + u.held_micros, 0) AS left_micros
                         FROM ledger_budget_now_view AS n
                         LEFT JOIN ledger_budget_use AS u USING (account_id, environment, subject_id, period_name)
                        WHERE n.account_id = r.account_id AND n.environment = r.environment
                          AND n.subject_id = r.account_id
                       OFFSET 0) AS a ON true
    LEFT JOIN LATERAL (SELECT n.cap_micros, n.period_name,
                              n.cap_micros - COALESCE(u.used_micros + u.held_micros, 0) AS left_micros
                         FROM ledger_budget_now_view AS n
                         LEFT JOIN ledger_budget_use AS u USING (account_id, environment, subject_id, period_name)
                        WHERE n.account_id = r.account_id AND n.environment = r.environment
                          AND n.subject_id = r.key_id
                       OFFSET 0) AS k ON true
   WHERE NOT EXISTS (SELECT
                       FROM call_usage AS u
                      WHERE u.account_id = r.account_id AND u.call_id = r.call_id
                     OFFSET 0)
),
-- One order for everybody who locks several balances. A budget is only touched by who has the balance
-- of its account, so those need no order.
locked AS MATERIALIZED (
  SELECT w.*
    FROM (SELECT account_id, environment, CAST(sum(amount_micros) AS bigint) AS amount_micros
            FROM request
           GROUP BY account_id, environment
          HAVING bool_and(fits)
           ORDER BY account_id, environment) AS w
   CROSS JOIN LATERAL (SELECT
                         FROM ledger_balance AS b
                        WHERE b.account_id = w.account_id AND b.environment = w.environment
                          AND b.posted_micros - b.held_micros >= w.amount_micros
                          FOR UPDATE) AS covered
),
balance AS (
  UPDATE ledger_balance AS b
     SET held_micros = b.held_micros + l.amount_micros
    FROM locked AS l
   WHERE b.account_id = l.account_id AND b.environment = l.environment
  RETURNING b.account_id, b.environment
),
held AS (
  SELECT r.* FROM balance JOIN request AS r USING (account_id, environment)
),
budget AS (
  INSERT INTO ledger_budget_use AS u
         (account_id, environment, subject_id, period_name, scope, cap_micros, used_micros, held_micros)
  SELECT h.account_id, h.environment, p.subject_id, p.period_name, p.scope, p.cap_micros, 0,
         CAST(sum(h.amount_micros) AS bigint)
    FROM held AS h
   CROSS JOIN LATERAL (VALUES (h.account_id, 'account', h.account_period, h.account_cap),
                              (h.key_id, 'key', h.key_period, h.key_cap))
      AS p (subject_id, scope, period_name, cap_micros)
   WHERE p.period_name IS NOT NULL
   GROUP BY h.account_id, h.environment, p.subject_id, p.period_name, p.scope, p.cap_micros
  ON CONFLICT (account_id, environment, subject_id, period_name) DO UPDATE
     SET cap_micros = GREATEST(EXCLUDED.cap_micros, u.used_micros + u.held_micros),
         held_micros = u.held_micros + EXCLUDED.held_micros
)
INSERT INTO ledger_hold
       (account_id, call_id, environment, amount_micros, key_id, protocol, provider, operation,
        price_version, account_period, key_period, node, created_at, expires_at)
SELECT account_id, call_id, environment, amount_micros, key_id, protocol, provider, operation,
       price_version, account_period, key_period, :node, now(),
       now() + time_to_live_millis * INTERVAL '1 millisecond'
  FROM held
RETURNING call_id, set_config('synchronous_commit', 'off', true)
