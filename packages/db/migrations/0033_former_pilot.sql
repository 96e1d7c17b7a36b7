-- Who was in the pilot an organisation came out of, so that its published row can stand beside everyone's.
ALTER TABLE organization ADD COLUMN former_pilot_audience jsonb;
