-- Whether two people were in the call: off unless an organisation turns it on, and asked of each manager apart.

ALTER TABLE organization ADD COLUMN attendance boolean NOT NULL DEFAULT false;

ALTER TABLE connection
  -- Scopes alone do not say that a person was asked: an administrator can grant them for everybody.
  ADD COLUMN attendance_agreed_at timestamptz;

ALTER TABLE oauth_attempt
  -- Asks for attendance on top of what was granted before.
  ADD COLUMN attendance boolean NOT NULL DEFAULT false,
  ADD CHECK (NOT attendance OR purpose = 'organize');

-- When its provider was last asked who was there. Of the answer nothing is kept but the evidence below.
ALTER TABLE event ADD COLUMN attendance_looked_at timestamptz;
