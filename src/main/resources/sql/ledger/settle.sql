-- Resolves a hold: takes what the call cost (nothing on a release) and gives the rest back. Beyond
-- what was held it takes :excess, which only a caller that has the balance locked can know. No row:
-- the hold is not there, or is too small.
WITH hold AS (
  DELETE FROM ledger_hold
   WHERE account_id = :account AND call_id = :call AND amount_micros >= :charged - :excess
  RETURNING *
),
balance AS (
  UPDATE ledger_balance AS b
     SET held_micros = b.held_micros - h.amount_micros,
         posted_micros = b.posted_micros - :charged
    FROM hold AS h
   WHERE b.account_id = h.account_id AND b.environment = h.environment
  RETURNING h.*
),
budget AS (
  UPDATE ledger_budget_use AS u
     SET held_micros = u.held_micros - b.amount_micros,
         used_micros = u.used_micros + :charged
    FROM balance AS b
   CROSS JOIN LATERAL (VALUES (b.account_id, b.account_period), (b.key_id, b.key_period))
      AS p (subject_id, period_name)
   WHERE u.account_id = b.account_id AND u.environment = b.environment
     AND u.subject_id = p.subject_id AND u.period_name = p.period_name
),
transfer AS (
  INSERT INTO ledger_transfer
         (account_id, transfer_id, environment, kind, debit_account, credit_account, amount_micros,
          call_id, reference, created_at)
  SELECT b.account_id, t.transfer_id, b.environment, t.kind, 'customer', 'revenue:' || b.provider,
         t.amount_micros, b.call_id, b.operation, now()
    FROM balance AS b
   CROSS JOIN LATERAL (VALUES (b.call_id, 'capture', :charged - :excess), (:excessTransfer, 'excess', :excess))
      AS t (transfer_id, kind, amount_micros)
   WHERE t.amount_micros > 0
)
INSERT INTO call_usage
       (account_id, call_id, late, environment, key_id, protocol, provider, operation, mode, outcome,
        error_code, upstream_status, units, estimated, price_version, held_micros, charged_micros,
        uncollected_micros, account_period, key_period, elapsed_millis, created_at)
SELECT b.account_id, b.call_id, false, b.environment, b.key_id, b.protocol, b.provider, b.operation,
       'credits', :outcome, :errorCode, CAST(:upstreamStatus AS integer), :units, :estimated,
       b.price_version, b.amount_micros, :charged, :uncollected, b.account_period, b.key_period,
       :elapsedMillis, now()
  FROM balance AS b
RETURNING call_id
