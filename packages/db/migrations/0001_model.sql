-- The model of one conversation, from the people to the weekly email.
-- References between tenant tables carry the organisation, because foreign-key checks pass by row-level security.

CREATE TABLE organization (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'pilot', 'live', 'paused')),
  state_before_pause text CHECK (state_before_pause IN ('draft', 'pilot', 'live')),
  demo boolean NOT NULL DEFAULT false,
  mail_domains text[] NOT NULL,
  time_zone text NOT NULL,
  sso_only boolean NOT NULL DEFAULT false,
  pilot_audience jsonb,
  launched_on date,
  created_at timestamptz NOT NULL,
  CHECK ((state = 'paused') = (state_before_pause IS NOT NULL))
);

CREATE TABLE person (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  external_id text,
  given_name text NOT NULL,
  family_name text NOT NULL,
  display_name text NOT NULL,
  work_email text NOT NULL CHECK (work_email = lower(work_email)),
  time_zone text,
  country text,
  working_hours jsonb,
  groups text[] NOT NULL,
  level text,
  start_date date,
  end_date date,
  status text NOT NULL CHECK (status IN ('active', 'pending', 'inactive')),
  last_career_conversation_on date,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, external_id),
  UNIQUE (organization_id, work_email)
);

CREATE TABLE reporting_line (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  report_id uuid NOT NULL,
  manager_id uuid,
  manager_external_id text,
  valid_from date NOT NULL,
  valid_to date,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, report_id) REFERENCES person (organization_id, id),
  FOREIGN KEY (organization_id, manager_id) REFERENCES person (organization_id, id),
  CHECK (manager_id IS NOT NULL OR manager_external_id IS NOT NULL),
  CHECK (manager_id <> report_id),
  CHECK (valid_to > valid_from)
);

CREATE UNIQUE INDEX reporting_line_one_at_a_time ON reporting_line (organization_id, report_id) WHERE valid_to IS NULL;
CREATE INDEX reporting_line_manager ON reporting_line (organization_id, manager_id);

CREATE TABLE leave (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  person_id uuid NOT NULL,
  external_id text,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id),
  CHECK (ends_on >= starts_on),
  UNIQUE (organization_id, person_id, starts_on)
);

CREATE TABLE exemption (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  person_id uuid NOT NULL,
  category text NOT NULL,
  starts_on date NOT NULL,
  ends_on date,
  author_id uuid,
  created_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id),
  FOREIGN KEY (organization_id, author_id) REFERENCES person (organization_id, id),
  CHECK (ends_on >= starts_on)
);

CREATE TABLE role_grant (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  person_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('hr', 'leadership', 'administrator')),
  granted_by_id uuid,
  granted_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id),
  FOREIGN KEY (organization_id, granted_by_id) REFERENCES person (organization_id, id),
  UNIQUE (organization_id, person_id, role)
);

CREATE TABLE policy (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  key text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  name text NOT NULL,
  audience jsonb NOT NULL,
  rules jsonb NOT NULL,
  rollout_starts_on date NOT NULL,
  published_at timestamptz NOT NULL,
  note text,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, key, version)
);

CREATE TABLE conversation (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  report_id uuid NOT NULL,
  manager_id uuid,
  policy_id uuid NOT NULL,
  previous_id uuid,
  sequence integer NOT NULL CHECK (sequence > 0),
  state text NOT NULL CHECK (state IN ('due', 'booked', 'awaiting_confirmation', 'held', 'unconfirmed', 'exempt', 'superseded', 'closed')),
  due_on date NOT NULL,
  due_why jsonb NOT NULL,
  leave_shift jsonb,
  early_request boolean NOT NULL DEFAULT false,
  waiting_for text,
  explanation jsonb NOT NULL,
  plan_tried_at timestamptz,
  plan_again_at timestamptz,
  starts_at timestamptz,
  ends_at timestamptz,
  booked_at timestamptz,
  held_on date,
  grade text CHECK (grade IN ('confirmed', 'confirmed_by_both', 'attendance', 'claimed', 'none')),
  manager_moves integer NOT NULL DEFAULT 0,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, report_id) REFERENCES person (organization_id, id),
  FOREIGN KEY (organization_id, manager_id) REFERENCES person (organization_id, id),
  FOREIGN KEY (organization_id, policy_id) REFERENCES policy (organization_id, id),
  FOREIGN KEY (organization_id, previous_id) REFERENCES conversation (organization_id, id),
  CHECK (ends_at > starts_at),
  CHECK (state NOT IN ('booked', 'awaiting_confirmation') OR starts_at IS NOT NULL),
  CHECK ((state IN ('due', 'booked', 'awaiting_confirmation')) = (closed_at IS NULL)),
  UNIQUE (organization_id, previous_id)
);

CREATE UNIQUE INDEX conversation_one_open_per_report ON conversation (organization_id, report_id)
  WHERE state IN ('due', 'booked', 'awaiting_confirmation');
CREATE INDEX conversation_by_manager ON conversation (organization_id, manager_id);
CREATE INDEX conversation_open ON conversation (organization_id, state, due_on)
  WHERE state IN ('due', 'booked', 'awaiting_confirmation');

CREATE TABLE conversation_history (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  conversation_id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL CHECK (actor IN ('throughline', 'manager', 'report', 'hr')),
  details jsonb NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversation (organization_id, id)
);

CREATE INDEX conversation_history_by_conversation ON conversation_history (organization_id, conversation_id, at, id);

CREATE TABLE evidence (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  conversation_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('report', 'manager', 'attendance')),
  kind text NOT NULL CHECK (kind IN ('happened', 'did_not_happen', 'floor_reached')),
  at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversation (organization_id, id),
  CHECK ((side = 'attendance') = (kind = 'floor_reached'))
);

CREATE INDEX evidence_by_conversation ON evidence (organization_id, conversation_id);

CREATE TABLE connection (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  person_id uuid NOT NULL,
  provider text NOT NULL CHECK (provider IN ('google', 'microsoft')),
  purpose text NOT NULL CHECK (purpose IN ('organize', 'availability')),
  status text NOT NULL CHECK (status IN ('active', 'reconnect_required', 'disconnected')),
  account_subject text NOT NULL,
  account_email text NOT NULL,
  scopes text[] NOT NULL,
  refresh_token bytea,
  access_token bytea,
  access_token_expires_at timestamptz,
  refresh_leased_until timestamptz,
  refresh_number integer NOT NULL DEFAULT 0,
  sync_cursor text,
  synced_at timestamptz,
  next_sync_at timestamptz,
  sync_leased_until timestamptz,
  sync_number integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  last_error text,
  plan_held_until timestamptz,
  plan_shown_at timestamptz,
  connected_at timestamptz NOT NULL,
  broken_at timestamptz,
  disconnected_at timestamptz,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id)
);

CREATE UNIQUE INDEX connection_one_per_person ON connection (organization_id, person_id) WHERE status <> 'disconnected';

CREATE TABLE event (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  conversation_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  generation integer NOT NULL CHECK (generation > 0),
  step text NOT NULL CHECK (step IN ('planned', 'created', 'attached', 'invited', 'cancelled')),
  desired_step text NOT NULL CHECK (desired_step IN ('invited', 'cancelled')),
  desired_version integer NOT NULL,
  applied_version integer NOT NULL DEFAULT 0 CHECK (applied_version <= desired_version),
  draft jsonb NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
  idempotency_id text NOT NULL,
  marker text NOT NULL,
  provider_event_id text,
  ical_uid text,
  etag text,
  conference_url text,
  report_response text NOT NULL CHECK (report_response IN ('needsAction', 'accepted', 'declined', 'tentative')),
  organizer_response text NOT NULL CHECK (organizer_response IN ('needsAction', 'accepted', 'declined', 'tentative')),
  restored_at timestamptz,
  asked text[] NOT NULL DEFAULT '{}',
  flagged text,
  held_until timestamptz,
  invited_at timestamptz,
  cancelled_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  last_error text,
  leased_until timestamptz,
  lease_number integer NOT NULL DEFAULT 0,
  moved_by_us boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversation (organization_id, id),
  FOREIGN KEY (organization_id, connection_id) REFERENCES connection (organization_id, id),
  UNIQUE (organization_id, conversation_id, generation),
  UNIQUE (organization_id, idempotency_id),
  UNIQUE (organization_id, marker)
);

CREATE UNIQUE INDEX event_one_wanted_per_conversation ON event (organization_id, conversation_id) WHERE desired_step = 'invited';
CREATE INDEX event_unfinished ON event (organization_id) WHERE applied_version < desired_version;
CREATE INDEX event_wanted_by_time ON event (organization_id, ends_at) WHERE desired_step = 'invited';
CREATE INDEX event_by_provider_id ON event (organization_id, connection_id, provider_event_id);

CREATE TABLE agenda (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  conversation_id uuid NOT NULL,
  template text NOT NULL,
  template_version integer NOT NULL,
  sections jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversation (organization_id, id),
  UNIQUE (organization_id, conversation_id)
);

CREATE TABLE prep (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  conversation_id uuid NOT NULL,
  author_id uuid NOT NULL,
  body bytea NOT NULL,
  revealed_at timestamptz,
  updated_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversation (organization_id, id),
  FOREIGN KEY (organization_id, author_id) REFERENCES person (organization_id, id),
  UNIQUE (organization_id, conversation_id, author_id)
);

CREATE TABLE oauth_attempt (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  state_hash bytea NOT NULL UNIQUE,
  browser_hash bytea NOT NULL,
  provider text NOT NULL CHECK (provider IN ('google', 'microsoft', 'oidc')),
  purpose text NOT NULL CHECK (purpose IN ('organize', 'availability', 'sign_in')),
  person_id uuid,
  verifier bytea NOT NULL,
  nonce text NOT NULL,
  return_to text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id)
);

CREATE TABLE session (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  token_hash bytea NOT NULL UNIQUE,
  person_id uuid NOT NULL,
  method text NOT NULL CHECK (method IN ('google', 'microsoft', 'oidc', 'mailed_link', 'demo')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id)
);

CREATE TABLE sign_in_link (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  person_id uuid NOT NULL,
  return_to text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id)
);

CREATE TABLE api_key (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  name text NOT NULL,
  hint text NOT NULL,
  key_hash bytea NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  created_by_id uuid,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, created_by_id) REFERENCES person (organization_id, id)
);

CREATE TABLE audit (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  at timestamptz NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'api_key', 'throughline', 'operator')),
  actor_id uuid,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid,
  details jsonb NOT NULL,
  UNIQUE (organization_id, id)
);

CREATE TABLE outbox (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  dedupe_key text NOT NULL,
  template text NOT NULL,
  recipient_id uuid,
  to_address text NOT NULL,
  payload jsonb NOT NULL,
  message_id text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'uncertain', 'failed', 'dropped')),
  due_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  leased_until timestamptz,
  lease_number integer NOT NULL DEFAULT 0,
  handed_over_at timestamptz,
  sent_at timestamptz,
  last_error text,
  created_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, recipient_id) REFERENCES person (organization_id, id),
  UNIQUE (organization_id, dedupe_key),
  UNIQUE (organization_id, message_id)
);

CREATE INDEX outbox_waiting ON outbox (organization_id, due_at) WHERE state = 'waiting';

-- Recurring mails somebody does not want; mails about one conversation cannot be stopped.
CREATE TABLE mail_opt_out (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  person_id uuid NOT NULL,
  template text NOT NULL,
  at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id),
  UNIQUE (organization_id, person_id, template)
);

CREATE TABLE coverage_snapshot (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  iso_week text NOT NULL,
  as_of date NOT NULL,
  policy_id uuid NOT NULL,
  rows jsonb NOT NULL,
  trust jsonb NOT NULL,
  taken_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, policy_id) REFERENCES policy (organization_id, id),
  UNIQUE (organization_id, iso_week)
);

CREATE TABLE digest (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  recipient_id uuid NOT NULL,
  iso_week text NOT NULL,
  content jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, recipient_id) REFERENCES person (organization_id, id),
  UNIQUE (organization_id, recipient_id, iso_week)
);

CREATE TABLE sweep (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  name text NOT NULL,
  last_run_for timestamptz,
  leased_until timestamptz,
  lease_number integer NOT NULL DEFAULT 0,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, name)
);
