-- Resolves the holds of several calls of one account, as settle.sql does for one. Returns the calls
-- that it resolved; the others have no hold, or one that is too small.
--
-- Each hold is looked up by its whole key and deleted by its place: a plan that walks an account's
-- holds would read all that are dead and not yet vacuumed, and their number has no bound.
WITH hold AS (
  DELETE FROM ledger_hold AS h
   USING (SELECT r.*, l.place
            FROM unnest(:calls, :charges, :outcomes, :errorCodes, :upstreamStatuses, :units, :estimates, :elapsedMillis)
              AS r (call_id, charged_micros, outcome, error_code, upstream_status, units, estimated, elapsed_millis)
           CROSS JOIN LATERAL (SELECT o.ctid AS place
                                 FROM ledger_hold AS o
                                WHERE o.account_id = :account AND o.call_id = r.call_id
                                  AND o.environment = :environment
                                  AND o.amount_micros >= r.charged_micros
                                  FOR UPDATE) AS l) AS s
   WHERE h.ctid = s.place
  RETURNING h.*, s.charged_micros, s.outcome, s.error_code, s.upstream_status, s.units, s.estimated,
            s.elapsed_millis
),
balance AS (
  UPDATE ledger_balance AS b
     SET held_micros = b.held_micros - s.amount_micros,
         posted_micros = b.posted_micros - s.charged_micros
    FROM (SELECT account_id, environment, CAST(sum(amount_micros) AS bigint) AS amount_micros,
                 CAST(sum(charged_micros) AS bigint) AS charged_micros
            FROM hold
           GROUP BY account_id, environment) AS s
   WHERE b.account_id = s.account_id AND b.environment = s.environment
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
