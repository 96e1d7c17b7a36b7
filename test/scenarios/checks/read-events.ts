import { readRecord } from '../record.ts';

/** An event with its conversation, as the record has them. */
export type WalkEvent = {
  readonly id: string;
  readonly conversation_id: string;
  readonly state: string;
  readonly manager: string;
  readonly report: string;
  /** Where it stands: the account that was connected. */
  readonly account: string;
  readonly step: string;
  readonly desired_step: string;
  readonly applied_version: number;
  readonly desired_version: number;
  readonly agenda_version: number;
  readonly applied_agenda_version: number;
  readonly provider_event_id: string | null;
  readonly ical_uid: string | null;
  readonly marker: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly conversation_starts_at: Date | null;
  readonly conversation_ends_at: Date | null;
  readonly report_response: string;
  readonly organizer_response: string;
  readonly asked: readonly string[];
  readonly flagged: string | null;
  readonly held_until: Date | null;
};

/** Every event there ever was, the newest of a conversation last. */
export function readEvents(adminUrl: string): Promise<readonly WalkEvent[]> {
  return readRecord<WalkEvent>(
    adminUrl,
    `SELECT e.id, e.conversation_id, c.state, manager.work_email AS manager, report.work_email AS report,
       k.account_email AS account, e.step, e.desired_step, e.applied_version, e.desired_version, e.agenda_version,
       e.applied_agenda_version, e.provider_event_id, e.ical_uid, e.marker, e.starts_at, e.ends_at,
       c.starts_at AS conversation_starts_at, c.ends_at AS conversation_ends_at, e.report_response,
       e.organizer_response, e.asked, e.flagged, e.held_until
     FROM event e
     JOIN conversation c ON c.id = e.conversation_id
     JOIN connection k ON k.id = e.connection_id
     JOIN person manager ON manager.id = k.person_id
     JOIN person report ON report.id = c.report_id
     ORDER BY e.created_at, e.id`,
  );
}

export function isStanding({ step, desired_step }: WalkEvent): boolean {
  return step === 'invited' && desired_step === 'invited';
}

/** What is still to be done: steps towards a calendar, calendars to read. */
export async function openWork({ adminUrl, now }: { adminUrl: string; now: Temporal.Instant }): Promise<number> {
  const [row] = await readRecord<{ steps: number; readings: number }>(
    adminUrl,
    `SELECT (SELECT count(*)::int FROM event WHERE (held_until IS NULL OR held_until <= $1)
         AND (step <> desired_step OR applied_version < desired_version
           OR (desired_step = 'invited' AND applied_agenda_version < agenda_version))) AS steps,
       (SELECT count(*)::int FROM connection WHERE status = 'active'
         AND (failures > 0 OR push_hints > 0 OR next_sync_at <= $1)) AS readings`,
    [now.toString()],
  );
  return (row?.steps ?? 0) + (row?.readings ?? 0);
}
