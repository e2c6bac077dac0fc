-- Sets a budget; 0 rows: no such balance. What the running periods may still take follows at once,
-- though never below what they have taken.
WITH balance AS MATERIALIZED (
  SELECT account_id, environment
    FROM ledger_balance
   WHERE account_id = :account AND environment = :environment
     FOR UPDATE
),
budget AS (
  INSERT INTO ledger_budget (account_id, environment, subject_id, scope, cap_micros, period)
  SELECT account_id, environment, :subject, :scope, :cap, :period FROM balance
  ON CONFLICT (account_id, environment, subject_id) DO UPDATE
     SET cap_micros = EXCLUDED.cap_micros, period = EXCLUDED.period
  RETURNING account_id, environment, subject_id, cap_micros
),
used AS (
  UPDATE ledger_budget_use AS u
     SET cap_micros = GREATEST(b.cap_micros, u.used_micros + u.held_micros)
    FROM budget AS b
   WHERE u.account_id = b.account_id AND u.environment = b.environment
     AND u.subject_id = b.subject_id
)
SELECT cap_micros FROM budget
