-- The chain is the truth; the tables beside it are written in the same transaction, for look-ups, for people's
-- queries, and so that the database itself refuses what must not be there twice. 64-bit numbers without sign are
-- held as their two's complement. Codes are those of core/domain.
CREATE TABLE identity(
  id INTEGER PRIMARY KEY CHECK (id = 1),
  authority INTEGER NOT NULL,
  name TEXT NOT NULL);
CREATE TABLE ledger(
  sequence BIGINT PRIMARY KEY CHECK (sequence > 0),
  content BYTEA NOT NULL,
  digest BYTEA NOT NULL UNIQUE CHECK (length(digest) = 32));
CREATE TABLE head(
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sequence BIGINT NOT NULL,
  digest BYTEA NOT NULL CHECK (length(digest) = 32),
  crossings BIGINT NOT NULL);
CREATE TABLE answer(
  transaction_id BIGINT NOT NULL,
  kind SMALLINT NOT NULL CHECK (kind BETWEEN 0 AND 4),
  content BIGINT NOT NULL,
  list_version BIGINT NOT NULL,
  reason INTEGER NOT NULL,
  decision SMALLINT NOT NULL,
  stamp_due BOOLEAN NOT NULL,
  has_crossing BOOLEAN NOT NULL,
  PRIMARY KEY (transaction_id, kind));
CREATE TABLE crossing(
  transaction_id BIGINT PRIMARY KEY,           -- one crossing a transaction
  sequence BIGINT NOT NULL UNIQUE REFERENCES ledger(sequence),
  unit BIGINT NOT NULL,
  checkpoint BIGINT NOT NULL,
  direction SMALLINT NOT NULL,
  decision SMALLINT NOT NULL,
  reason INTEGER NOT NULL,
  offline BOOLEAN NOT NULL,
  stamped BOOLEAN NOT NULL,
  at_ns BIGINT NOT NULL,
  received_at_ns BIGINT NOT NULL,
  document_kind SMALLINT NOT NULL,
  ref BIGINT NOT NULL,
  issuer TEXT,
  number TEXT);
CREATE INDEX crossing_history ON crossing(number, issuer, at_ns);  -- travel history, whatever unit
CREATE TABLE document(
  issuer TEXT NOT NULL,
  number TEXT NOT NULL,
  status SMALLINT NOT NULL CHECK (status BETWEEN 0 AND 2),
  stamped BOOLEAN NOT NULL DEFAULT false,
  last_stamp_ns BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (number, issuer));
CREATE TABLE reservation(
  transaction_id BIGINT PRIMARY KEY,
  made BIGINT NOT NULL,                        -- row of the ledger that made it
  state SMALLINT NOT NULL CHECK (state BETWEEN 0 AND 2),
  expires_at_ns BIGINT NOT NULL,
  ref BIGINT NOT NULL,
  issuer TEXT NOT NULL,
  number TEXT NOT NULL);
CREATE INDEX reservation_held ON reservation(number, issuer) WHERE state = 0;
