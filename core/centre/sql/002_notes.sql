-- What the registry remembers besides requests and documents, from the chain's rows of lists and journals: the newest
-- version of each signed list that was in use, and how far each unit's journals had come when it last reported.
CREATE TABLE list_mark(
  list SMALLINT PRIMARY KEY,                   -- 1 watch-list, 2 revocations, 3 trust list
  version BIGINT NOT NULL,
  accepted_older BOOLEAN NOT NULL,
  at_ns BIGINT NOT NULL);
CREATE TABLE journal_head(
  unit BIGINT NOT NULL,
  file TEXT NOT NULL COLLATE "C",
  bytes BIGINT NOT NULL,
  records BIGINT NOT NULL,
  digest BYTEA NOT NULL CHECK (length(digest) = 32),
  received_at_ns BIGINT NOT NULL,
  PRIMARY KEY (unit, file));
