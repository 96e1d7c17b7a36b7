-- Tenancy. Every tenant table is closed unless the transaction names its organisation, for the owner too (FORCE),
-- in both directions (USING and WITH CHECK). The setting unset or empty means no rows at all.

ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE person FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON person
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE reporting_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE reporting_line FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON reporting_line
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE leave ENABLE ROW LEVEL SECURITY;
ALTER TABLE leave FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON leave
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE exemption ENABLE ROW LEVEL SECURITY;
ALTER TABLE exemption FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON exemption
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE role_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE role_grant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON role_grant
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE policy ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON policy
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE conversation ENABLE ROW LEVEL SECURITY;
ALTER TABLE conversation FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON conversation
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE conversation_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE conversation_history FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON conversation_history
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON evidence
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE connection ENABLE ROW LEVEL SECURITY;
ALTER TABLE connection FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON connection
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE event ENABLE ROW LEVEL SECURITY;
ALTER TABLE event FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON event
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE agenda ENABLE ROW LEVEL SECURITY;
ALTER TABLE agenda FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON agenda
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE prep ENABLE ROW LEVEL SECURITY;
ALTER TABLE prep FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON prep
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE oauth_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE oauth_attempt FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON oauth_attempt
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE session FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON session
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE sign_in_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_link FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON sign_in_link
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_key FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON api_key
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON audit
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON outbox
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE mail_opt_out ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_opt_out FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON mail_opt_out
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE coverage_snapshot ENABLE ROW LEVEL SECURITY;
ALTER TABLE coverage_snapshot FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON coverage_snapshot
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE digest ENABLE ROW LEVEL SECURITY;
ALTER TABLE digest FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON digest
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE sweep ENABLE ROW LEVEL SECURITY;
ALTER TABLE sweep FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON sweep
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

GRANT USAGE ON SCHEMA public TO throughline_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO throughline_app;
-- What happened stays as it was written.
REVOKE UPDATE, DELETE ON audit, conversation_history, evidence FROM throughline_app;
REVOKE DELETE ON organization FROM throughline_app;
