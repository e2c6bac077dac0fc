-- Resolves the holds of calls of several accounts, as settle.sql does for one, and returns the calls
-- that it resolved; the others have no hold, or one that is too small. Holds, then balances, are
-- locked in one order for everybody. A budget is only touched by who has the balance of its account,
-- so those need none.
--
-- Each hold is looked up by its whole key and deleted by its place: a plan that walks an account's
-- holds would read all that are dead and not yet vacuumed, and their number has no bound.
WITH found AS MATERIALIZED (
  SELECT r.*, o.place
    FROM (SELECT *
            FROM unnest(:accounts, :calls, :charges, :outcomes, :errorCodes, :upstreamStatuses, :units,
                        :estimates, :elapsedMillis)
              AS s (account_id, call_id, charged_micros, outcome, error_code, upstream_status, units,
                    estimated, elapsed_millis)
           ORDER BY account_id, call_id) AS r
   CROSS JOIN LATERAL (SELECT h.ctid AS place
                         FROM ledger_hold AS h
                        WHERE h.account_id = r.account_id AND h.call_id = r.call_id
                          AND h.amount_micros >= r.charged_micros
                          FOR UPDATE) AS o
),
hold AS (
  DELETE FROM ledger_hold AS h
   USING found AS f
   WHERE h.ctid = f.place
  RETURNING h.*, f.charged_micros, f.outcome, f.error_code, f.upstream_status, f.units, f.estimated,
            f.elapsed_millis
),
locked AS MATERIALIZED (
  SELECT s.*
    FROM (SELECT account_id, environment, CAST(sum(amount_micros) AS bigint) AS amount_micros,
                 CAST(sum(charged_micros) AS bigint) AS charged_micros
            FROM hold
           GROUP BY account_id, environment
           ORDER BY account_id, environment) AS s
   CROSS JOIN LATERAL (SELECT
                         FROM ledger_balance AS b
                        WHERE b.account_id = s.account_id AND b.environment = s.environment
                          FOR UPDATE) AS balance
),
balance AS (
  UPDATE ledger_balance AS b
     SET held_micros = b.held_micros - l.amount_micros,
         posted_micros = b.posted_micros - l.charged_micros
    FROM locked AS l
   WHERE b.account_id = l.account_id AND b.environment = l.environment
  RETURNING b.account_id, b.environment
),
settled AS (
  SELECT h.* FROM hold AS h JOIN balance USING (account_id, environment)
),
budget AS (
  UPDATE ledger_budget_use AS u
     SET held_micros = u.held_micros - s.amount_micros,
         used_micros = u.used_micros + s.charged_micros
    FROM (SELECT t.account_id, t.environment, p.subject_id, p.period_name,
                 CAST(sum(t.amount_micros) AS bigint) AS amount_micros,
                 CAST(sum(t.charged_micros) AS bigint) AS charged_micros
            FROM settled AS t
           CROSS JOIN LATERAL (VALUES (t.account_id, t.account_period), (t.key_id, t.key_period))
              AS p (subject_id, period_name)
           WHERE p.period_name IS NOT NULL
           GROUP BY t.account_id, t.environment, p.subject_id, p.period_name) AS s
   WHERE u.account_id = s.account_id AND u.environment = s.environment
     AND u.subject_id = s.subject_id AND u.period_name = s.period_name
),
transfer AS (
  INSERT INTO ledger_transfer
         (account_id, transfer_id, environment, kind, debit_account, credit_account, amount_micros,
          call_id, reference, created_at)
  SELECT account_id, call_id, environment, 'capture', 'customer', 'revenue:' || provider,
         charged_micros, call_id, operation, now()
    FROM settled
   WHERE charged_micros > 0
)
INSERT INTO call_usage
       (account_id, call_id, late, environment, key_id, protocol, provider, operation, mode, outcome,
        error_code, upstream_status, units, estimated, price_version, held_micros, charged_micros,
        uncollected_micros, account_period, key_period, elapsed_millis, created_at)
SELECT account_id, call_id, false, environment, key_id, protocol, provider, operation, 'credits',
       outcome, error_code, upstream_status, units, estimated, price_version, amount_micros,
       charged_micros, 0, account_period, key_period, elapsed_millis, now()
  FROM settled
RETURNING call_id
