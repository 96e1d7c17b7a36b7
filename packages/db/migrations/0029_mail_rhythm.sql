-- A recurring mail can be had less often instead of not at all; no row is the usual rhythm.
ALTER TABLE mail_opt_out
  ADD COLUMN rhythm text NOT NULL DEFAULT 'none' CHECK (rhythm IN ('monthly', 'none'));
GRANT UPDATE, DELETE ON mail_opt_out TO throughline_app;
