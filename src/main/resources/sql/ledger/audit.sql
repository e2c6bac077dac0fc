-- Every proof that the books are right, each as the rows that break it. Read in one snapshot.
WITH moved AS ( -- what the transfers say of every balance
  SELECT account_id, environment,
         sum(CASE WHEN credit_account = 'customer' THEN amount_micros ELSE 0 END)
         - sum(CASE WHEN debit_account = 'customer' THEN amount_micros ELSE 0 END) AS posted_micros
    FROM ledger_transfer
   GROUP BY account_id, environment
),
open AS ( -- what the open holds say of every balance
  SELECT account_id, environment, sum(amount_micros) AS held_micros
    FROM ledger_hold
   GROUP BY account_id, environment
),
balance AS (
  SELECT account_id, environment,
         COALESCE(b.posted_micros, 0) AS posted_micros, COALESCE(m.posted_micros, 0) AS moved_micros,
         COALESCE(b.held_micros, 0) AS held_micros, COALESCE(o.held_micros, 0) AS open_micros
    FROM ledger_balance AS b
    FULL JOIN moved AS m USING (account_id, environment)
    FULL JOIN open AS o USING (account_id, environment)
),
counted AS ( -- what holds and calls say of every budget
  SELECT account_id, environment, p.subject_id, p.period_name, sum(p.used_micros) AS used_micros,
         sum(p.held_micros) AS held_micros
    FROM (SELECT account_id, environment, key_id, account_period, key_period, 0 AS used_micros,
                 amount_micros AS held_micros
            FROM ledger_hold
           UNION ALL
          SELECT account_id, environment, key_id, account_period, key_period, charged_micros, 0
            FROM call_usage
           WHERE charged_micros > 0) AS c
   CROSS JOIN LATERAL (VALUES (c.account_id, c.account_period, c.used_micros, c.held_micros),
                              (c.key_id, c.key_period, c.used_micros, c.held_micros))
      AS p (subject_id, period_name, used_micros, held_micros)
   WHERE p.period_name IS NOT NULL
   GROUP BY account_id, environment, p.subject_id, p.period_name
),
billed AS ( -- calls that were charged, by the usage rows
  SELECT account_id, call_id, late, environment, charged_micros, 'revenue:' || provider AS credit_account
    FROM call_usage
   WHERE charged_micros > 0
),
paid AS ( -- calls that were charged, by the transfers
  SELECT account_id, call_id, kind = 'late_capture' AS late, environment,
         sum(amount_micros) AS paid_micros, credit_account
    FROM ledger_transfer
   WHERE kind IN ('capture', 'excess', 'late_capture')
   GROUP BY account_id, call_id, kind = 'late_capture', environment, credit_account
),
refunded AS (
  SELECT account_id, call_id, environment, sum(amount_micros) AS refunded_micros
    FROM ledger_transfer
   WHERE kind = 'refund'
   GROUP BY account_id, call_id, environment
)
SELECT format('account %s %s: posted %s, transfers sum to %s', account_id, environment, posted_micros, moved_micros)
  FROM balance WHERE posted_micros <> moved_micros
UNION ALL
SELECT format('account %s %s: held %s, open holds sum to %s', account_id, environment, held_micros, open_micros)
  FROM balance WHERE held_micros <> open_micros
UNION ALL
SELECT format('account %s %s: posted %s and held %s leave less than nothing', account_id, environment, posted_micros, held_micros)
  FROM balance WHERE held_micros < 0 OR posted_micros < held_micros
UNION ALL
SELECT format('budget %s of account %s %s in %s: used %s held %s, calls sum to used %s held %s', subject_id, account_id,
              environment, period_name, u.used_micros, u.held_micros, c.used_micros, c.held_micros)
  FROM ledger_budget_use AS u FULL JOIN counted AS c USING (account_id, environment, subject_id, period_name)
 WHERE COALESCE(u.used_micros, 0) <> COALESCE(c.used_micros, 0) OR COALESCE(u.held_micros, 0) <> COALESCE(c.held_micros, 0)
UNION ALL
SELECT format('budget %s of account %s %s in %s: used %s and held %s pass the cap %s', subject_id, account_id, environment,
              period_name, used_micros, held_micros, cap_micros)
  FROM ledger_budget_use WHERE used_micros < 0 OR held_micros < 0 OR used_micros + held_micros > cap_micros
UNION ALL
SELECT format('call %s of account %s: billed %s, paid %s', call_id, account_id, COALESCE(b.charged_micros, 0), COALESCE(p.paid_micros, 0))
  FROM billed AS b FULL JOIN paid AS p USING (account_id, call_id, late, environment, credit_account)
 WHERE b.charged_micros IS DISTINCT FROM p.paid_micros
UNION ALL
SELECT format('call %s of account %s: %s, and credits are still held for it', call_id, account_id, u.outcome)
  FROM ledger_hold AS h JOIN call_usage AS u USING (account_id, call_id)
UNION ALL
SELECT format('call %s of account %s: %s, and settled again later', call_id, account_id, u.outcome)
  FROM call_usage AS l JOIN call_usage AS u USING (account_id, call_id)
 WHERE l.late AND NOT u.late AND u.outcome <> 'expired'
UNION ALL
SELECT format('call %s of account %s: mode %s with %s charged', call_id, account_id, mode, charged_micros)
  FROM call_usage WHERE mode <> 'credits' AND (charged_micros <> 0 OR held_micros <> 0 OR uncollected_micros <> 0)
UNION ALL
SELECT format('call %s of account %s: refunded %s of %s', call_id, account_id, r.refunded_micros, COALESCE(p.paid_micros, 0))
  FROM refunded AS r
  LEFT JOIN (SELECT account_id, call_id, environment, sum(paid_micros) AS paid_micros
               FROM paid GROUP BY account_id, call_id, environment) AS p USING (account_id, call_id, environment)
 WHERE r.refunded_micros > COALESCE(p.paid_micros, 0)
UNION ALL
SELECT format('transfer %s of account %s: %s of %s from %s to %s', transfer_id, account_id, kind, amount_micros, debit_account, credit_account)
  FROM ledger_transfer
 WHERE amount_micros <= 0
    OR (debit_account = 'customer') = (credit_account = 'customer')
    OR (debit_account = 'customer') <> (kind IN ('capture', 'late_capture', 'excess'))
 LIMIT :most
