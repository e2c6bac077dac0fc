-- What the budgets still allow, or null without budgets: those of the hold where there is one,
-- otherwise those of the running period.
SELECT min(p.cap_micros - p.spent_micros)
  FROM (SELECT LEAST(u.cap_micros, d.cap_micros) AS cap_micros, u.used_micros + u.held_micros AS spent_micros
          FROM ledger_hold AS h
         CROSS JOIN LATERAL (VALUES (h.account_id, h.account_period), (h.key_id, h.key_period))
            AS s (subject_id, period_name)
          JOIN ledger_budget_use AS u
            ON u.account_id = h.account_id AND u.environment = h.environment
           AND u.subject_id = s.subject_id AND u.period_name = s.period_name
          LEFT JOIN ledger_budget AS d
            ON d.account_id = u.account_id AND d.environment = u.environment
           AND d.subject_id = u.subject_id
         WHERE h.account_id = :account AND h.call_id = :call
        UNION ALL
        SELECT n.cap_micros, COALESCE(u.used_micros + u.held_micros, 0)
          FROM ledger_budget_now_view AS n
          LEFT JOIN ledger_budget_use AS u USING (account_id, environment, subject_id, period_name)
         WHERE n.account_id = :account AND n.environment = :environment
           AND n.subject_id IN (:account, :key)
           AND NOT EXISTS (SELECT FROM ledger_hold WHERE account_id = :account AND call_id = :call)
       ) AS p
