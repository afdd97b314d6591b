-- The tables beside the chain say where in it something stands: what the registry serves is decoded from there and
-- verified. The centre fills these five from the chain in the same transaction (core/centre/postgres_migration.cpp).
SET LOCAL statement_timeout = 0;               -- one pass over the chain, once
TRUNCATE answer, document, reservation, list_mark, journal_head;
ALTER TABLE answer DROP COLUMN content, DROP COLUMN list_version, DROP COLUMN reason, DROP COLUMN decision,
  DROP COLUMN stamp_due, DROP COLUMN has_crossing,
  ADD COLUMN sequence BIGINT NOT NULL;         -- the row that gave the answer
ALTER TABLE document DROP CONSTRAINT document_pkey, DROP COLUMN status, DROP COLUMN stamped, DROP COLUMN last_stamp_ns,
  ADD COLUMN sequence BIGINT NOT NULL,         -- a row that gave it a status; the newest counts
  ADD PRIMARY KEY (number, issuer, sequence);
ALTER TABLE reservation ADD COLUMN sequence BIGINT NOT NULL REFERENCES ledger(sequence); -- of its state; `made`: the first
ALTER TABLE list_mark ADD COLUMN sequence BIGINT NOT NULL REFERENCES ledger(sequence);
ALTER TABLE journal_head ADD COLUMN sequence BIGINT NOT NULL REFERENCES ledger(sequence);
-- A document's newest stamp.
CREATE INDEX crossing_stamped ON crossing(number, COALESCE(issuer, ''), LEAST(at_ns, received_at_ns)) WHERE stamped;
-- Against a careless statement, not against an owner who means it: that is the chain's to show.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % can''t be changed or removed: they are the registry''s chain, or say where in it something stands',
      TG_TABLE_NAME
    USING HINT = 'A document or a crossing is corrected through the centre, by a further row: docs/centre.md, On PostgreSQL.';
END $$;
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger EXECUTE FUNCTION refuse_change();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON answer EXECUTE FUNCTION refuse_change();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON document EXECUTE FUNCTION refuse_change();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON crossing EXECUTE FUNCTION refuse_change();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON settlement EXECUTE FUNCTION refuse_change();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON inquiry EXECUTE FUNCTION refuse_change();
