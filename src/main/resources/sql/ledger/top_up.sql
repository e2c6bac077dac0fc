-- Adds credits once per transfer id. accounts = 0: no such balance; available_micros null: the
-- transfer was there already and nothing was added.
WITH balance AS MATERIALIZED (
  SELECT account_id, environment, posted_micros - held_micros AS available_micros
    FROM ledger_balance
   WHERE account_id = :account AND environment = 'live'
     FOR UPDATE
),
transfer AS (
  INSERT INTO ledger_transfer
         (account_id, transfer_id, environment, kind, debit_account, credit_account, amount_micros,
          reference, available_after_micros, created_at)
  SELECT b.account_id, :transfer, b.environment, 'top_up', 'funding:top_up', 'customer', :amount,
         :reference, b.available_micros + :amount, now()
    FROM balance AS b
  ON CONFLICT DO NOTHING
  RETURNING account_id, environment, amount_micros, available_after_micros
),
posted AS (
  UPDATE ledger_balance AS b
     SET posted_micros = b.posted_micros + t.amount_micros
    FROM transfer AS t
   WHERE b.account_id = t.account_id AND b.environment = t.environment
  RETURNING t.available_after_micros
)
SELECT (SELECT count(*) FROM balance) AS accounts,
       (SELECT available_after_micros FROM posted) AS available_micros
