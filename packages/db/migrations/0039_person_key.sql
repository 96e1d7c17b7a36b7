-- Whoever looks for a person names their organisation, row-level security sees to it, and every key to a person goes by
-- both. A second unique index by id alone only cost: a sixth of the time in which many people come in.
ALTER TABLE person DROP CONSTRAINT person_pkey;
