-- The audit is sealed into a hash chain, per organisation, below the oldest transaction that still runs: what commits
-- late comes into a later seal and never below an earlier one (infra/decisions/a-sealed-audit.md).

-- Which transaction wrote a row, in which cluster: a dump restored elsewhere begins to count transactions anew.
ALTER TABLE audit
  ADD COLUMN cluster_id bigint NOT NULL DEFAULT (pg_control_system()).system_identifier,
  ADD COLUMN written_in xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE INDEX audit_order ON audit (organization_id, cluster_id, written_in, id);

-- Whoever writes chooses neither its place in the order nor its id.
REVOKE INSERT ON audit FROM throughline_app;
GRANT INSERT (at, actor_kind, actor_id, action, subject_kind, subject_id, details) ON audit TO throughline_app;

CREATE TABLE audit_seal (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  -- 1, 2, 3 … without a gap.
  sequence integer NOT NULL CHECK (sequence > 0),
  -- Of this cluster's rows those that transactions from the first (included) to the second (excluded) wrote.
  cluster_id bigint NOT NULL,
  written_from xid8 NOT NULL,
  written_below xid8 NOT NULL,
  entries integer NOT NULL CHECK (entries > 0),
  previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  sealed_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, sequence),
  CHECK (written_from < written_below)
);

CREATE INDEX audit_seal_of_cluster ON audit_seal (organization_id, cluster_id, sequence DESC);

ALTER TABLE audit_seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_seal FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON audit_seal
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

GRANT SELECT, INSERT ON audit_seal TO throughline_app;
