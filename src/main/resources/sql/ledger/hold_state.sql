-- Why a hold was not made: the hold that is there, the one that was resolved, or what is left.
SELECT (SELECT amount_micros FROM ledger_hold WHERE account_id = :account AND call_id = :call) AS open_micros,
       (SELECT max(held_micros) FROM call_usage WHERE account_id = :account AND call_id = :call) AS resolved_micros,
       COALESCE((SELECT posted_micros - held_micros
                   FROM ledger_balance
                  WHERE account_id = :account AND environment = :environment), 0) AS available_micros
