-- What became of presumed crossings (reason 1711): each settlement is a row of the chain; of one crossing the newest stands.
SET LOCAL statement_timeout = 0;               -- an index over all crossings may take its time, once
CREATE TABLE settlement(
  sequence BIGINT PRIMARY KEY REFERENCES ledger(sequence),
  transaction_id BIGINT NOT NULL REFERENCES crossing(transaction_id),
  outcome SMALLINT NOT NULL CHECK (outcome BETWEEN 1 AND 2),   -- 1 confirmed, 2 annulled
  correction BOOLEAN NOT NULL,                 -- it takes back the one before
  at_console BOOLEAN NOT NULL,                 -- at a stopped centre; else by a supervisor
  observer BIGINT NOT NULL,                    -- number of the supervisor
  at_ns BIGINT NOT NULL,
  reason TEXT NOT NULL);
CREATE INDEX settlement_transaction ON settlement(transaction_id, sequence);
CREATE INDEX crossing_presumed ON crossing(at_ns, transaction_id) WHERE reason = 1711;
