-- Gives expired holds back. Any number of gateways run this side by side: a hold that somebody else
-- has is skipped, and the balances are locked in one order before any of them changes.
WITH expired AS MATERIALIZED (
  SELECT *, ctid AS place
    FROM ledger_hold
   WHERE expires_at < now()
   ORDER BY expires_at
   LIMIT :batch
     FOR UPDATE SKIP LOCKED
),
locked AS MATERIALIZED (
  SELECT account_id, environment
    FROM ledger_balance
   WHERE (account_id, environment) IN (SELECT account_id, environment FROM expired)
   ORDER BY account_id, environment
     FOR UPDATE
),
balance AS (
  UPDATE ledger_balance AS b
     SET held_micros = b.held_micros - f.amount_micros
    FROM (SELECT account_id, environment, CAST(sum(e.amount_micros) AS bigint) AS amount_micros
            FROM locked JOIN expired AS e USING (account_id, environment)
           GROUP BY account_id, environment) AS f
   WHERE b.account_id = f.account_id AND b.environment = f.environment
  RETURNING b.account_id, b.environment
),
budget AS (
  UPDATE ledger_budget_use AS u
     SET held_micros = u.held_micros - f.amount_micros
    FROM (SELECT account_id, environment, p.subject_id, p.period_name,
                 CAST(sum(e.amount_micros) AS bigint) AS amount_micros
            FROM balance JOIN expired AS e USING (account_id, environment)
           CROSS JOIN LATERAL (VALUES (e.account_id, e.account_period), (e.key_id, e.key_period))
              AS p (subject_id, period_name)
           GROUP BY account_id, environment, p.subject_id, p.period_name) AS f
   WHERE u.account_id = f.account_id AND u.environment = f.environment
     AND u.subject_id = f.subject_id AND u.period_name = f.period_name
),
usage AS (
  INSERT INTO call_usage
         (account_id, call_id, late, environment, key_id, protocol, provider, operation, mode, outcome,
          units, estimated, price_version, held_micros, charged_micros, uncollected_micros,
          account_period, key_period, elapsed_millis, created_at)
  SELECT account_id, call_id, false, environment, key_id, protocol, provider, operation, 'credits',
         'expired', '', false, price_version, amount_micros, 0, 0, account_period, key_period,
         CAST(extract(epoch FROM now() - created_at) * 1000 AS bigint), now()
    FROM expired
  ON CONFLICT DO NOTHING
)
DELETE FROM ledger_hold AS h
 USING expired AS e
 WHERE h.ctid = e.place
