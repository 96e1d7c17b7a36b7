import pg from 'pg';

/** The record as it stands in the tables, for checks that share no code with what wrote it. */
export type Facts = {
  readonly now: Temporal.Instant;
  readonly organization: { readonly id: string; readonly launched_on: string; readonly time_zone: string };
  readonly people: ReadonlyMap<string, PersonRow>;
  readonly lines: readonly LineRow[];
  readonly leaves: readonly LeaveRow[];
  readonly conversations: readonly ConversationRow[];
  readonly history: readonly HistoryRow[];
  readonly evidence: readonly EvidenceRow[];
  readonly events: readonly EventRow[];
  readonly connections: readonly ConnectionRow[];
  readonly roles: readonly { readonly person_id: string; readonly role: string }[];
  readonly digests: readonly DigestRow[];
  readonly snapshots: readonly { readonly iso_week: string; readonly taken_at: Date }[];
  readonly outbox: readonly OutboxRow[];
  readonly nudges: readonly NudgeRow[];
};

export type PersonRow = {
  readonly id: string;
  readonly work_email: string;
  readonly display_name: string;
  readonly time_zone: string;
  readonly country: string | null;
  readonly status: string;
  readonly start_date: string | null;
  readonly end_date: string | null;
};
export type LineRow = {
  readonly report_id: string;
  readonly manager_id: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
};
export type LeaveRow = { readonly person_id: string; readonly starts_on: string; readonly ends_on: string };
export type ConversationRow = {
  readonly id: string;
  readonly report_id: string;
  readonly manager_id: string | null;
  readonly previous_id: string | null;
  readonly sequence: number;
  readonly state: string;
  readonly due_on: string;
  readonly early_request: boolean;
  readonly waiting_for: string | null;
  readonly plan_tried_at: Date | null;
  readonly starts_at: Date | null;
  readonly ends_at: Date | null;
  readonly booked_at: Date | null;
  readonly held_on: string | null;
  readonly grade: string | null;
  readonly manager_moves: number;
  readonly leave_shift: { readonly days: number } | null;
  readonly closed_at: Date | null;
  readonly updated_at: Date;
};
export type HistoryRow = {
  readonly conversation_id: string;
  readonly at: Date;
  readonly kind: string;
  readonly actor: string;
  readonly details: Record<string, unknown>;
};
export type EvidenceRow = {
  readonly conversation_id: string;
  readonly side: string;
  readonly kind: string;
  readonly at: Date;
};
export type EventRow = {
  readonly id: string;
  readonly conversation_id: string;
  readonly connection_id: string;
  readonly step: string;
  readonly desired_step: string;
  readonly desired_version: number;
  readonly applied_version: number;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly ical_uid: string | null;
};
export type ConnectionRow = {
  readonly id: string;
  readonly person_id: string;
  readonly status: string;
  readonly purpose: string;
  readonly account_email: string;
  readonly plan_held_until: Date | null;
};
export type DigestRow = {
  readonly recipient_id: string;
  readonly iso_week: string;
  readonly content: Record<string, unknown>;
  readonly created_at: Date;
};
export type OutboxRow = {
  readonly template: string;
  readonly recipient_id: string | null;
  readonly to_address: string;
  readonly payload: Record<string, string>;
  readonly message_id: string;
  readonly dedupe_key: string;
  readonly state: string;
  readonly handed_over_at: Date | null;
  readonly due_at: Date;
};

export type NudgeRow = {
  readonly conversation_id: string;
  readonly step: string;
  readonly who: 'report' | 'manager' | 'skip_level' | 'hr';
  readonly occasion: string;
  readonly recipient_id: string;
  readonly mail_key: string;
  readonly taken_at: Date;
};

/** Everything at one moment, of the one organisation there is. */
export async function readFacts({ adminUrl, now }: { adminUrl: string; now: Temporal.Instant }): Promise<Facts> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const rowsOf = async <Row extends pg.QueryResultRow>(sql: string) => (await client.query<Row>(sql)).rows;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const [organization] = await rowsOf<Facts['organization'] & pg.QueryResultRow>(
      'SELECT id, launched_on::text, time_zone FROM organization',
    );
    if (organization === undefined) throw new Error('there is no organisation');
    const people = await rowsOf<PersonRow>(
      `SELECT id, work_email, display_name, time_zone, country, status, start_date::text, end_date::text FROM person`,
    );
    return {
      now,
      organization,
      people: new Map(people.map((person) => [person.id, person])),
      lines: await rowsOf<LineRow>(
        'SELECT report_id, manager_id, valid_from::text, valid_to::text FROM reporting_line WHERE manager_id IS NOT NULL',
      ),
      leaves: await rowsOf<LeaveRow>('SELECT person_id, starts_on::text, ends_on::text FROM leave ORDER BY starts_on'),
      conversations: await rowsOf<ConversationRow>(
        `SELECT id, report_id, manager_id, previous_id, sequence, state, due_on::text, early_request, waiting_for, plan_tried_at,
           starts_at, ends_at, booked_at, held_on::text, grade, manager_moves, leave_shift, closed_at, updated_at
         FROM conversation ORDER BY report_id, sequence`,
      ),
      history: await rowsOf<HistoryRow>(
        'SELECT conversation_id, at, kind, actor, details FROM conversation_history ORDER BY at, id',
      ),
      evidence: await rowsOf<EvidenceRow>('SELECT conversation_id, side, kind, at FROM evidence ORDER BY at, id'),
      events: await rowsOf<EventRow>(
        `SELECT id, conversation_id, connection_id, step, desired_step, desired_version, applied_version, starts_at,
           ends_at, ical_uid FROM event ORDER BY created_at, id`,
      ),
      connections: await rowsOf<ConnectionRow>(
        `SELECT id, person_id, status, purpose, account_email, plan_held_until FROM connection`,
      ),
      roles: await rowsOf('SELECT person_id, role FROM role_grant'),
      digests: await rowsOf<DigestRow>('SELECT recipient_id, iso_week, content, created_at FROM digest'),
      snapshots: await rowsOf('SELECT iso_week, taken_at FROM coverage_snapshot'),
      nudges: await rowsOf<NudgeRow>(
        'SELECT conversation_id, step, who, occasion, recipient_id, mail_key, taken_at FROM nudge ORDER BY id',
      ),
      outbox: await rowsOf<OutboxRow>(
        `SELECT template, recipient_id, to_address, payload, message_id, dedupe_key, state, handed_over_at,
           due_at FROM outbox`,
      ),
    };
  } finally {
    await client.end();
  }
}
