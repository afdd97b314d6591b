-- The names of the watch-list in use, for officers' searches: pg_trgm finds those that share trigrams, without reading all.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE watch_name(
  name TEXT NOT NULL,                          -- as in a machine-readable zone
  birth INTEGER NOT NULL);                     -- YYYYMMDD; parts that are unknown are 0
CREATE INDEX watch_name_trigrams ON watch_name USING gin (name gin_trgm_ops);
CREATE TABLE watch_name_list(
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version BIGINT NOT NULL);
