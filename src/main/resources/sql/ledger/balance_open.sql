-- Opens an account's two balances; what it starts with is a transfer like any other.
WITH balance AS (
  INSERT INTO ledger_balance (account_id, environment, posted_micros, held_micros)
  VALUES (:account, 'live', 0, 0), (:account, 'test', :testGrant, 0)
  ON CONFLICT DO NOTHING
  RETURNING account_id, environment, posted_micros
)
INSERT INTO ledger_transfer
       (account_id, transfer_id, environment, kind, debit_account, credit_account, amount_micros,
        reference, created_at)
SELECT account_id, :transfer, environment, 'grant', 'funding:grant', 'customer', posted_micros,
       'opening', now()
  FROM balance
 WHERE posted_micros > 0
