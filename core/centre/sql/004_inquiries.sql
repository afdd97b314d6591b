-- Who asked for which document's history, when and why: each is a row of the chain, written before anything is shown.
CREATE TABLE inquiry(
  sequence BIGINT PRIMARY KEY REFERENCES ledger(sequence),
  at_console BOOLEAN NOT NULL,                 -- at a stopped centre; else by an observer
  observer BIGINT NOT NULL,
  at_ns BIGINT NOT NULL,
  issuer TEXT NOT NULL,
  number TEXT NOT NULL,
  reason TEXT NOT NULL);
CREATE INDEX inquiry_document ON inquiry(number, issuer, at_ns);
