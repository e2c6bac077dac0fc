-- Gives credits back for a call, inside a transaction that has the balance locked.
WITH transfer AS (
  INSERT INTO ledger_transfer
         (account_id, transfer_id, environment, kind, debit_account, credit_account, amount_micros,
          call_id, reference, created_at)
  VALUES (:account, :transfer, :environment, 'refund', :revenue, 'customer', :amount, :call,
          :reference, now())
  RETURNING account_id, environment, amount_micros
)
UPDATE ledger_balance AS b
   SET posted_micros = b.posted_micros + t.amount_micros
  FROM transfer AS t
 WHERE b.account_id = t.account_id AND b.environment = t.environment
