-- Gives back a hold whose call is resolved already, inside a transaction that has it locked.
WITH hold AS (
  DELETE FROM ledger_hold WHERE account_id = :account AND call_id = :call RETURNING *
),
balance AS (
  UPDATE ledger_balance AS b
     SET held_micros = b.held_micros - h.amount_micros
    FROM hold AS h
   WHERE b.account_id = h.account_id AND b.environment = h.environment
  RETURNING h.*
)
UPDATE ledger_budget_use AS u
   SET held_micros = u.held_micros - b.amount_micros
  FROM balance AS b
 CROSS JOIN LATERAL (VALUES (b.account_id, b.account_period), (b.key_id, b.key_period))
    AS p (subject_id, period_name)
 WHERE u.account_id = b.account_id AND u.environment = b.environment
   AND u.subject_id = p.subject_id AND u.period_name = p.period_name
