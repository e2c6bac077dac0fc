-- A budget and what the running period has taken of it.
SELECT d.cap_micros, d.period, COALESCE(u.used_micros, 0) AS used_micros,
       COALESCE(u.held_micros, 0) AS held_micros
  FROM ledger_budget AS d
  JOIN ledger_budget_now_view AS n USING (account_id, environment, subject_id)
  LEFT JOIN ledger_budget_use AS u USING (account_id, environment, subject_id, period_name)
 WHERE d.account_id = :account AND d.environment = :environment AND d.subject_id = :subject
