-- Sets credits aside. No row: too little credit, or the call is known already. A budget that does
-- not allow it fails the statement with its constraint. Each part reads from the one before it: that
-- is the order in which rows are locked, and it is the same in every statement.
WITH balance AS (
  UPDATE ledger_balance AS b
     SET held_micros = b.held_micros + :amount
   WHERE b.account_id = :account
     AND b.environment = :environment
     AND b.posted_micros - b.held_micros >= :amount
     AND NOT EXISTS (SELECT FROM call_usage AS u WHERE u.account_id = :account AND u.call_id = :call)
  RETURNING b.account_id, b.environment
),
budget AS (
  INSERT INTO ledger_budget_use AS u
         (account_id, environment, subject_id, period_name, scope, cap_micros, used_micros, held_micros)
  SELECT n.account_id, n.environment, n.subject_id, n.period_name, n.scope, n.cap_micros, 0, :amount
    FROM balance JOIN ledger_budget_now_view AS n USING (account_id, environment)
   WHERE n.subject_id IN (:account, :key)
   ORDER BY n.scope -- where both refuse, it is always the account's that says so
  -- A cap that was lowered below what is spent already stops new holds and leaves the old ones be.
  ON CONFLICT (account_id, environment, subject_id, period_name) DO UPDATE
     SET cap_micros = GREATEST(EXCLUDED.cap_micros, u.used_micros + u.held_micros),
         held_micros = u.held_micros + EXCLUDED.held_micros
  RETURNING u.scope, u.period_name
)
INSERT INTO ledger_hold
       (account_id, call_id, environment, amount_micros, key_id, protocol, provider, operation,
        price_version, account_period, key_period, node, created_at, expires_at)
SELECT b.account_id, :call, b.environment, :amount, :key, :protocol, :provider, :operation,
       :priceVersion,
       (SELECT period_name FROM budget WHERE scope = 'account'),
       (SELECT period_name FROM budget WHERE scope = 'key'),
       :node, now(), now() + :timeToLiveMillis * INTERVAL '1 millisecond'
  FROM balance AS b
-- A hold that a crash of the database loses is charged directly at the capture, so it need not wait
-- for the disk.
RETURNING set_config('synchronous_commit', 'off', true)
