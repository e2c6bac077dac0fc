-- Removes a budget. Holds that count in it go on counting, without a cap.
WITH balance AS MATERIALIZED (
  SELECT account_id, environment
    FROM ledger_balance
   WHERE account_id = :account AND environment = :environment
     FOR UPDATE
),
budget AS (
  DELETE FROM ledger_budget AS d
   USING balance AS b
   WHERE d.account_id = b.account_id AND d.environment = b.environment AND d.subject_id = :subject
  RETURNING d.account_id, d.environment, d.subject_id
)
UPDATE ledger_budget_use AS u
   SET cap_micros = 9223372036854775807
  FROM budget AS b
 WHERE u.account_id = b.account_id AND u.environment = b.environment AND u.subject_id = b.subject_id
