-- Prepaid credits: balances, open holds, immutable transfers and one usage row per call.
-- Amounts are whole micro-credits. Every key starts with the account, identifiers and derived
-- values come from the gateway, and no trigger, sequence or foreign key sits in the path of money,
-- so that the same statements run on a database that is split by account.

-- What an account owns in one environment. Only customers have rows here: the other side of a
-- transfer (revenue, funding) is the sum of its transfers, since a row that every call updates
-- would be the bottleneck of the whole gateway.
CREATE TABLE ledger_balance (
  account_id uuid NOT NULL,
  environment text NOT NULL,
  posted_micros bigint NOT NULL,
  held_micros bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, environment),
  CONSTRAINT ledger_balance_environment CHECK (environment IN ('live', 'test')),
  CONSTRAINT ledger_balance_never_negative CHECK (posted_micros >= held_micros),
  CONSTRAINT ledger_balance_held CHECK (held_micros >= 0)
) WITH (fillfactor = 20); -- room for HOT updates of hot rows

-- How much an account, or one of its keys, may spend in a period: a day or a month of UTC, or ever.
CREATE TABLE ledger_budget (
  account_id uuid NOT NULL,
  environment text NOT NULL,
  subject_id uuid NOT NULL, -- the account or the key
  scope text NOT NULL,
  cap_micros bigint NOT NULL,
  period text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, environment, subject_id),
  CONSTRAINT ledger_budget_environment CHECK (environment IN ('live', 'test')),
  CONSTRAINT ledger_budget_scope CHECK (scope IN ('account', 'key')),
  CONSTRAINT ledger_budget_subject CHECK ((scope = 'account') = (subject_id = account_id)),
  CONSTRAINT ledger_budget_cap CHECK (cap_micros >= 0),
  CONSTRAINT ledger_budget_period CHECK (period IN ('day', 'month', 'total'))
);

-- A budget with the name of the period that is running now, by the database's clock.
CREATE VIEW ledger_budget_now_view AS
SELECT account_id, environment, subject_id, scope, cap_micros,
       CASE period
         WHEN 'day' THEN to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD')
         WHEN 'month' THEN to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM')
         ELSE 'total'
       END AS period_name
  FROM ledger_budget;

-- What was spent of a budget in one period. The two constraints are the limits themselves: a
-- statement that would pass one fails as a whole, and the constraint's name says which it was.
CREATE TABLE ledger_budget_use (
  account_id uuid NOT NULL,
  environment text NOT NULL,
  subject_id uuid NOT NULL,
  period_name text NOT NULL,
  scope text NOT NULL,
  cap_micros bigint NOT NULL,
  used_micros bigint NOT NULL,
  held_micros bigint NOT NULL,
  PRIMARY KEY (account_id, environment, subject_id, period_name),
  CONSTRAINT ledger_budget_use_account CHECK (scope <> 'account' OR used_micros + held_micros <= cap_micros),
  CONSTRAINT ledger_budget_use_key CHECK (scope <> 'key' OR used_micros + held_micros <= cap_micros),
  CONSTRAINT ledger_budget_use_amounts CHECK (used_micros >= 0 AND held_micros >= 0)
) WITH (fillfactor = 50);

-- Credits set aside for a running call. A row is deleted when its call is resolved, and deleting it
-- is what resolves the call: whoever gets the row moves the money.
CREATE TABLE ledger_hold (
  account_id uuid NOT NULL,
  call_id uuid NOT NULL,
  environment text NOT NULL,
  amount_micros bigint NOT NULL,
  key_id uuid NOT NULL,
  protocol text NOT NULL,
  provider text NOT NULL,
  operation text NOT NULL,
  price_version text NOT NULL,
  account_period text, -- the period of the account's budget that this hold counts in, if any
  key_period text,     -- the same for the key's budget
  node text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, call_id),
  CONSTRAINT ledger_hold_environment CHECK (environment IN ('live', 'test')),
  CONSTRAINT ledger_hold_amount CHECK (amount_micros > 0)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000); -- a queue: dead rows outnumber live ones
CREATE INDEX ledger_hold_expiry ON ledger_hold (expires_at);

-- Every movement of credits, as one row with both sides, so debits equal credits by construction.
-- One side is always the customer (the row's account and environment), the other is named.
CREATE TABLE ledger_transfer (
  account_id uuid NOT NULL,
  transfer_id uuid NOT NULL, -- of a capture: the call, so that a call cannot be captured twice
  environment text NOT NULL,
  kind text NOT NULL,
  debit_account text NOT NULL,
  credit_account text NOT NULL,
  amount_micros bigint NOT NULL,
  call_id uuid,
  reference text NOT NULL,
  available_after_micros bigint, -- of a top-up: what its answer said, to say it again
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, transfer_id),
  CONSTRAINT ledger_transfer_environment CHECK (environment IN ('live', 'test')),
  CONSTRAINT ledger_transfer_amount CHECK (amount_micros > 0),
  CONSTRAINT ledger_transfer_kind CHECK (kind IN ('top_up', 'grant', 'capture', 'late_capture', 'excess', 'refund')),
  CONSTRAINT ledger_transfer_sides CHECK ((debit_account = 'customer') <> (credit_account = 'customer')),
  CONSTRAINT ledger_transfer_direction CHECK ((debit_account = 'customer') = (kind IN ('capture', 'late_capture', 'excess'))),
  CONSTRAINT ledger_transfer_call CHECK ((call_id IS NULL) = (kind IN ('top_up', 'grant'))),
  CONSTRAINT ledger_transfer_capture_id CHECK (kind NOT IN ('capture', 'late_capture') OR transfer_id = call_id),
  CONSTRAINT ledger_transfer_top_up CHECK ((available_after_micros IS NOT NULL) = (kind = 'top_up')),
  CONSTRAINT ledger_transfer_top_up_live CHECK (kind <> 'top_up' OR environment = 'live')
);
CREATE INDEX ledger_transfer_refund ON ledger_transfer (account_id, call_id) WHERE kind = 'refund';

-- One row for every call, whoever paid. A call that was settled after its hold had expired has a
-- second, late one. Only calls on credits can be charged; the table says so itself.
CREATE TABLE call_usage (
  account_id uuid NOT NULL,
  call_id uuid NOT NULL,
  late boolean NOT NULL,
  environment text NOT NULL,
  key_id uuid NOT NULL,
  protocol text NOT NULL,
  provider text NOT NULL,
  operation text NOT NULL,
  mode text NOT NULL,
  outcome text NOT NULL,
  error_code text,
  upstream_status integer,
  units text NOT NULL,
  estimated boolean NOT NULL,
  price_version text,
  held_micros bigint NOT NULL,
  charged_micros bigint NOT NULL,
  uncollected_micros bigint NOT NULL,
  account_period text,
  key_period text,
  elapsed_millis bigint NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, call_id, late),
  CONSTRAINT call_usage_environment CHECK (environment IN ('live', 'test')),
  CONSTRAINT call_usage_mode CHECK (mode IN ('byok', 'credits', 'free')),
  CONSTRAINT call_usage_outcome CHECK (outcome IN ('captured', 'excess', 'late', 'released', 'expired', 'recorded')),
  CONSTRAINT call_usage_amounts CHECK (held_micros >= 0 AND charged_micros >= 0 AND uncollected_micros >= 0),
  CONSTRAINT call_usage_only_credits_pay
    CHECK (mode = 'credits' OR (held_micros = 0 AND charged_micros = 0 AND uncollected_micros = 0)),
  CONSTRAINT call_usage_recorded CHECK ((mode = 'credits') = (outcome <> 'recorded')),
  CONSTRAINT call_usage_late CHECK (late = (outcome = 'late')),
  CONSTRAINT call_usage_within_hold CHECK (outcome IN ('excess', 'late') OR charged_micros <= held_micros),
  CONSTRAINT call_usage_no_service_no_charge
    CHECK (outcome NOT IN ('released', 'expired') OR (charged_micros = 0 AND uncollected_micros = 0)),
  CONSTRAINT call_usage_price CHECK ((mode = 'credits') = (price_version IS NOT NULL))
);
-- Not the account first: while the table is small such an index looks as good as the primary key for
-- finding one call, and a plan that is made then is kept while the table grows.
CREATE INDEX call_usage_time ON call_usage (environment, account_id, created_at);

-- Every price list that a hold may name, kept as it was.
CREATE TABLE ledger_price_version (
  price_version text PRIMARY KEY,
  prices text NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT ON ledger_balance TO ${gatewayRole};
GRANT UPDATE (posted_micros, held_micros) ON ledger_balance TO ${gatewayRole};
GRANT SELECT, INSERT, UPDATE, DELETE ON ledger_budget TO ${gatewayRole};
GRANT SELECT ON ledger_budget_now_view TO ${gatewayRole};
GRANT SELECT, INSERT ON ledger_budget_use TO ${gatewayRole};
GRANT UPDATE (cap_micros, used_micros, held_micros) ON ledger_budget_use TO ${gatewayRole};
GRANT SELECT, INSERT, DELETE ON ledger_hold TO ${gatewayRole};
GRANT UPDATE (expires_at) ON ledger_hold TO ${gatewayRole}; -- without it a row cannot be locked
-- Written once: no UPDATE, DELETE or TRUNCATE on these three.
GRANT SELECT, INSERT ON ledger_transfer, call_usage, ledger_price_version TO ${gatewayRole};
