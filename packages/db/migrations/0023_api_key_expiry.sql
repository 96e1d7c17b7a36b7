-- Wall time; null: good until it is revoked.
ALTER TABLE api_key
  ADD COLUMN expires_at timestamptz;
