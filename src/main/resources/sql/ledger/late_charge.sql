-- Charges a call that has no hold any more, inside a transaction that has the balance locked.
WITH balance AS (
  UPDATE ledger_balance
     SET posted_micros = posted_micros - :charged
   WHERE account_id = :account AND environment = :environment
  RETURNING account_id, environment
),
budget AS (
  INSERT INTO ledger_budget_use AS u
         (account_id, environment, subject_id, period_name, scope, cap_micros, used_micros, held_micros)
  SELECT n.account_id, n.environment, n.subject_id, n.period_name, n.scope, n.cap_micros, :charged, 0
    FROM balance JOIN ledger_budget_now_view AS n USING (account_id, environment)
   WHERE n.subject_id IN (:account, :key)
  ON CONFLICT (account_id, environment, subject_id, period_name) DO UPDATE
     SET cap_micros = GREATEST(EXCLUDED.cap_micros, u.used_micros + u.held_micros),
         used_micros = u.used_micros + EXCLUDED.used_micros
  RETURNING u.scope, u.period_name
),
transfer AS (
  INSERT INTO ledger_transfer
         (account_id, transfer_id, environment, kind, debit_account, credit_account, amount_micros,
          call_id, reference, created_at)
  SELECT b.account_id, :call, b.environment, 'late_capture', 'customer', 'revenue:' || :provider,
         :charged, :call, :operation, now()
    FROM balance AS b
)
INSERT INTO call_usage
       (account_id, call_id, late, environment, key_id, protocol, provider, operation, mode, outcome,
        error_code, upstream_status, units, estimated, price_version, held_micros, charged_micros,
        uncollected_micros, account_period, key_period, elapsed_millis, created_at)
SELECT b.account_id, :call, true, b.environment, :key, :protocol, :provider, :operation, 'credits',
       'late', :errorCode, CAST(:upstreamStatus AS integer), :units, :estimated, :priceVersion, 0,
       :charged, :uncollected,
       (SELECT period_name FROM budget WHERE scope = 'account'),
       (SELECT period_name FROM budget WHERE scope = 'key'),
       :elapsedMillis, now()
  FROM balance AS b
