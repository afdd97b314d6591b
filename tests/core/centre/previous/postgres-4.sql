SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.answer (
    transaction_id bigint NOT NULL,
    kind smallint NOT NULL,
    content bigint NOT NULL,
    list_version bigint NOT NULL,
    reason integer NOT NULL,
    decision smallint NOT NULL,
    stamp_due boolean NOT NULL,
    has_crossing boolean NOT NULL,
    CONSTRAINT answer_kind_check CHECK (((kind >= 0) AND (kind <= 4)))
);
CREATE TABLE public.crossing (
    transaction_id bigint NOT NULL,
    sequence bigint NOT NULL,
    unit bigint NOT NULL,
    checkpoint bigint NOT NULL,
    direction smallint NOT NULL,
    decision smallint NOT NULL,
    reason integer NOT NULL,
    offline boolean NOT NULL,
    stamped boolean NOT NULL,
    at_ns bigint NOT NULL,
    received_at_ns bigint NOT NULL,
    document_kind smallint NOT NULL,
    ref bigint NOT NULL,
    issuer text,
    number text
);
CREATE TABLE public.document (
    issuer text NOT NULL,
    number text NOT NULL,
    status smallint NOT NULL,
    stamped boolean DEFAULT false NOT NULL,
    last_stamp_ns bigint DEFAULT 0 NOT NULL,
    CONSTRAINT document_status_check CHECK (((status >= 0) AND (status <= 2)))
);
CREATE TABLE public.head (
    id integer NOT NULL,
    sequence bigint NOT NULL,
    digest bytea NOT NULL,
    crossings bigint NOT NULL,
    CONSTRAINT head_digest_check CHECK ((length(digest) = 32)),
    CONSTRAINT head_id_check CHECK ((id = 1))
);
CREATE TABLE public.identity (
    id integer NOT NULL,
    authority integer NOT NULL,
    name text NOT NULL,
    CONSTRAINT identity_id_check CHECK ((id = 1))
);
CREATE TABLE public.inquiry (
    sequence bigint NOT NULL,
    at_console boolean NOT NULL,
    observer bigint NOT NULL,
    at_ns bigint NOT NULL,
    issuer text NOT NULL,
    number text NOT NULL,
    reason text NOT NULL
);
CREATE TABLE public.journal_head (
    unit bigint NOT NULL,
    file text NOT NULL COLLATE pg_catalog."C",
    bytes bigint NOT NULL,
    records bigint NOT NULL,
    digest bytea NOT NULL,
    received_at_ns bigint NOT NULL,
    CONSTRAINT journal_head_digest_check CHECK ((length(digest) = 32))
);
CREATE TABLE public.ledger (
    sequence bigint NOT NULL,
    content bytea NOT NULL,
    digest bytea NOT NULL,
    CONSTRAINT ledger_digest_check CHECK ((length(digest) = 32)),
    CONSTRAINT ledger_sequence_check CHECK ((sequence > 0))
);
CREATE TABLE public.list_mark (
    list smallint NOT NULL,
    version bigint NOT NULL,
    accepted_older boolean NOT NULL,
    at_ns bigint NOT NULL
);
CREATE TABLE public.reservation (
    transaction_id bigint NOT NULL,
    made bigint NOT NULL,
    state smallint NOT NULL,
    expires_at_ns bigint NOT NULL,
    ref bigint NOT NULL,
    issuer text NOT NULL,
    number text NOT NULL,
    CONSTRAINT reservation_state_check CHECK (((state >= 0) AND (state <= 2)))
);
CREATE TABLE public.schema_version (
    version integer NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.watch_name (
    name text NOT NULL,
    birth integer NOT NULL
);
CREATE TABLE public.watch_name_list (
    id integer NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT watch_name_list_id_check CHECK ((id = 1))
);
INSERT INTO public.answer VALUES (18691697672193, 1, 1, 5, 0, 1, false, true);
INSERT INTO public.answer VALUES (18691697672194, 1, 2, 5, 0, 1, false, true);
INSERT INTO public.answer VALUES (18691697672195, 1, 3, 5, 0, 1, false, true);
INSERT INTO public.answer VALUES (18691697672196, 1, 4, 5, 0, 1, false, true);
INSERT INTO public.answer VALUES (18691697672197, 1, 5, 5, 0, 1, false, true);
INSERT INTO public.answer VALUES (18691697672242, 2, 7, 0, 0, 0, false, false);
INSERT INTO public.answer VALUES (18691697672242, 4, 7, 0, 0, 0, false, false);
INSERT INTO public.crossing VALUES (18691697672193, 1, 17, 3, 0, 1, 1704, true, false, 1790000000000000000, 1790000003000000000, 4, 43981, 'VNM', 'BP1');
INSERT INTO public.crossing VALUES (18691697672194, 2, 17, 3, 0, 1, 1704, true, true, 1790000000000000000, 1790000003000000000, 4, 43981, 'VNM', 'BP2');
INSERT INTO public.crossing VALUES (18691697672195, 3, 17, 3, 0, 1, 1704, true, false, 1790000000000000000, 1790000003000000000, 4, 43981, 'VNM', 'BP3');
INSERT INTO public.crossing VALUES (18691697672196, 4, 17, 3, 0, 1, 1704, true, true, 1790000000000000000, 1790000003000000000, 4, 43981, 'VNM', 'BP4');
INSERT INTO public.crossing VALUES (18691697672197, 5, 17, 3, 0, 1, 1704, true, false, 1790000000000000000, 1790000003000000000, 4, 43981, 'VNM', 'BP5');
INSERT INTO public.document VALUES ('VNM', 'BP2', 0, true, 1790000000000000000);
INSERT INTO public.document VALUES ('VNM', 'BP4', 0, true, 1790000000000000000);
INSERT INTO public.document VALUES ('VNM', 'BP1', 2, false, 0);
INSERT INTO public.head VALUES (1, 9, '\x57ac180b475fd839822671a08125f4d0bcf5b338904d94814042218fb8c80300', 5);
INSERT INTO public.identity VALUES (1, 0, 'vn/main');
INSERT INTO public.ledger VALUES (1, '\x01010000000011000001010000000000000005000000000000000000000001000111000000030000000001a806000001000000f323845bd718005ec3d6845bd71804cdab000000000000564e4d0042503100000000000000000000000000000000000000000000000000', '\x223899c8ed4b1a58fec57f2dd9e1381fa194fa11e37a222a253393c553dd1167');
INSERT INTO public.ledger VALUES (2, '\x01020000000011000001020000000000000005000000000000000000000001000111000000030000000001a806000001010000f323845bd718005ec3d6845bd71804cdab000000000000564e4d0042503200000000000000000000000000000000000000000000000000', '\xc00462117583dfc71e30ed72ea7b94f4202c79e10b29b913a5be045115453280');
INSERT INTO public.ledger VALUES (3, '\x01030000000011000001030000000000000005000000000000000000000001000111000000030000000001a806000001000000f323845bd718005ec3d6845bd71804cdab000000000000564e4d0042503300000000000000000000000000000000000000000000000000', '\xf9c09af141f9b1dc8c9a490aeb63953f09f5f66981696f55dc4373a382f790c8');
INSERT INTO public.ledger VALUES (4, '\x01040000000011000001040000000000000005000000000000000000000001000111000000030000000001a806000001010000f323845bd718005ec3d6845bd71804cdab000000000000564e4d0042503400000000000000000000000000000000000000000000000000', '\x16a4f1059eb7f536caf635fa58695a6bf182baaaf3192a4aec39701a9719a318');
INSERT INTO public.ledger VALUES (5, '\x01050000000011000001050000000000000005000000000000000000000001000111000000030000000001a806000001000000f323845bd718005ec3d6845bd71804cdab000000000000564e4d0042503500000000000000000000000000000000000000000000000000', '\xca8540e4776639894dc6f25f4bf7627e4199e836ef1dc163316f57f8a93e4fdc');
INSERT INTO public.ledger VALUES (6, '\x013200000000110000020700000000000000000000000000000000000000000002000000f323845bd7180400000000000000564e4d0042503900000000000000000000000000000000000000000000000000', '\x1815ed0f291df3b231f192707361d38646046329141b1616ccf39055090367ec');
INSERT INTO public.ledger VALUES (7, '\x013200000000110000040700000000000000000000000000000000000000000002020000f323845bd7180400000000000000564e4d0042503900000000000000000000000000000000000000000000000000', '\x172a2958d08b2ee4f01ec397936fb6e667a5d7a241a853bfd4ac6ba73c6c88f3');
INSERT INTO public.ledger VALUES (8, '\x0201564e4d0042503100000000000000000000000000000000000000000000000000', '\x1eb6983d1b548f231adfb420f18c237145515ba7f5a0583ef76d76fc866253c0');
INSERT INTO public.ledger VALUES (9, '\x0202564e4d0042503100000000000000000000000000000000000000000000000000', '\x57ac180b475fd839822671a08125f4d0bcf5b338904d94814042218fb8c80300');
INSERT INTO public.reservation VALUES (18691697672242, 6, 2, 1790000000000000000, 4, 'VNM', 'BP9');
INSERT INTO public.schema_version VALUES (1, '2026-11-27 03:28:10.94647+00');
INSERT INTO public.schema_version VALUES (2, '2026-11-27 03:28:10.94647+00');
INSERT INTO public.schema_version VALUES (3, '2026-11-27 03:28:10.94647+00');
INSERT INTO public.schema_version VALUES (4, '2026-11-27 03:28:10.94647+00');
ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_pkey PRIMARY KEY (transaction_id, kind);
ALTER TABLE ONLY public.crossing
    ADD CONSTRAINT crossing_pkey PRIMARY KEY (transaction_id);
ALTER TABLE ONLY public.crossing
    ADD CONSTRAINT crossing_sequence_key UNIQUE (sequence);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (number, issuer);
ALTER TABLE ONLY public.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.inquiry
    ADD CONSTRAINT inquiry_pkey PRIMARY KEY (sequence);
ALTER TABLE ONLY public.journal_head
    ADD CONSTRAINT journal_head_pkey PRIMARY KEY (unit, file);
ALTER TABLE ONLY public.ledger
    ADD CONSTRAINT ledger_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.ledger
    ADD CONSTRAINT ledger_pkey PRIMARY KEY (sequence);
ALTER TABLE ONLY public.list_mark
    ADD CONSTRAINT list_mark_pkey PRIMARY KEY (list);
ALTER TABLE ONLY public.reservation
    ADD CONSTRAINT reservation_pkey PRIMARY KEY (transaction_id);
ALTER TABLE ONLY public.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.watch_name_list
    ADD CONSTRAINT watch_name_list_pkey PRIMARY KEY (id);
CREATE INDEX crossing_history ON public.crossing USING btree (number, issuer, at_ns);
CREATE INDEX inquiry_document ON public.inquiry USING btree (number, issuer, at_ns);
CREATE INDEX reservation_held ON public.reservation USING btree (number, issuer) WHERE (state = 0);
CREATE INDEX watch_name_trigrams ON public.watch_name USING gin (name public.gin_trgm_ops);
ALTER TABLE ONLY public.crossing
    ADD CONSTRAINT crossing_sequence_fkey FOREIGN KEY (sequence) REFERENCES public.ledger(sequence);
ALTER TABLE ONLY public.inquiry
    ADD CONSTRAINT inquiry_sequence_fkey FOREIGN KEY (sequence) REFERENCES public.ledger(sequence);
