-- What a budget still allows in the running period.
SELECT GREATEST(0, n.cap_micros - COALESCE(u.used_micros + u.held_micros, 0))
  FROM ledger_budget_now_view AS n
  LEFT JOIN ledger_budget_use AS u USING (account_id, environment, subject_id, period_name)
 WHERE n.account_id = :account AND n.environment = :environment AND n.subject_id = :subject
