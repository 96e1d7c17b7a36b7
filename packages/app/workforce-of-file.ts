import { randomUUIDv7 } from 'node:crypto';
import type { Organization } from '@throughline/db/organization-store.ts';
import type { StoredPerson } from '@throughline/db/people-store.ts';
import type { ImportField } from '@throughline/domain/people/import/import-field.ts';
import type { ReadRow, StatedRow } from '@throughline/domain/people/import/stated-row.ts';
import type { ReportingLine } from '@throughline/domain/people/reporting-line.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import type { StatedManager } from './employee-row.ts';
import { rowsToImport, type RowToImport } from './import-row-of.ts';
import { matchPeople } from './match-people.ts';
import type { Workforce } from './workforce.ts';

/** What a row is left out for, or its manager. `line` counts the headings as 1; what is written there is never repeated. */
export type FileProblem = { readonly line: number; readonly column: string; readonly detail: string };

export type WorkforceOfFile = { readonly workforce: Workforce; readonly problems: readonly FileProblem[] };

type Taken = { readonly taking: RowToImport; readonly person: StoredPerson };

/**
 * The people of a file as an organisation that launches today, under the policies given: nobody has had a conversation
 * but by the file's own word, and nobody is on leave. Everything bears an id of the moment; nothing is stored.
 */
export function workforceOfFile({
  rows,
  headingOf,
  organization,
  policies,
  today,
  now,
}: {
  rows: readonly ReadRow[];
  /** The file's own heading for a field. */
  headingOf: (field: ImportField) => string | null;
  organization: Organization;
  policies: readonly Policy[];
  today: Temporal.PlainDate;
  now: Temporal.Instant;
}): WorkforceOfFile {
  const wrong = rows.flatMap((row) => (row.kind === 'wrong' ? row.errors.map((error) => ({ ...error, ...row })) : []));
  const stated = rows.flatMap((row) => (row.kind === 'read' ? [row.row] : []));
  const { taken, problems: refused } = takenFrom({ stated, headingOf, now });
  const { lines, problems: unmanaged } = linesOf({ taken, headingOf, today });
  return {
    workforce: {
      organization: { ...organization, state: 'live', pilotAudience: null, launchedOn: today },
      people: new Map(taken.map(({ person }) => [person.id, person])),
      linesOf: Map.groupBy(lines, ({ reportId }) => reportId),
      acting: [],
      leavesOf: new Map(),
      exemptions: [],
      policies,
      latestOf: new Map(),
      lastHeldOf: new Map(),
      connectedManagers: new Set(),
      calendarDomains: new Map(),
    },
    problems: [
      ...wrong.map(({ line, column, detail }) => ({ line, column, detail })),
      ...refused,
      ...unmanaged,
    ].toSorted((a, b) => a.line - b.line),
  };
}

const refusals = {
  email_taken: ['work_email', 'is the address of an earlier row'],
  external_id_taken: ['remote_id', 'is the id of an earlier row'],
  repeated: ['work_email', 'is of somebody an earlier row is about'],
  own_manager: ['manager_name', 'names the person themselves'],
} as const satisfies Record<string, readonly [ImportField, string]>;

function takenFrom({
  stated,
  headingOf,
  now,
}: {
  stated: readonly StatedRow[];
  headingOf: (field: ImportField) => string | null;
  now: Temporal.Instant;
}): { readonly taken: readonly Taken[]; readonly problems: readonly FileProblem[] } {
  const taking = rowsToImport({ stated, others: [] });
  const matched = matchPeople({ rows: taking.map(({ row }) => row), known: [], newId: randomUUIDv7, now });
  const taken: Taken[] = [];
  const problems: FileProblem[] = [];
  for (const [index, one] of taking.entries()) {
    const match = matched[index];
    if (match === undefined) throw new Error('Every row was expected to be matched');
    if (match.kind !== 'refused') {
      taken.push({ taking: one, person: match.person });
      continue;
    }
    const [field, detail] = refusals[match.reason];
    problems.push({ line: one.stated.line, column: headingOf(field) ?? managerHeading(headingOf), detail });
  }
  return { taken, problems };
}

function linesOf({
  taken,
  headingOf,
  today,
}: {
  taken: readonly Taken[];
  headingOf: (field: ImportField) => string | null;
  today: Temporal.PlainDate;
}): { readonly lines: readonly ReportingLine[]; readonly problems: readonly FileProblem[] } {
  const byId = new Map(taken.map(({ person }) => [person.externalId, person.id]));
  const byEmail = new Map(taken.map(({ person }) => [person.workEmail, person.id]));
  const idOf = ({ externalId, workEmail }: StatedManager) =>
    externalId === undefined ? byEmail.get(workEmail ?? '') : byId.get(externalId);
  const lines: ReportingLine[] = [];
  const problems: FileProblem[] = [];
  for (const { taking, person } of taken) {
    const { manager } = taking.row;
    const managerId = manager ? idOf(manager) : undefined;
    if (managerId !== undefined) {
      // Nobody's local day is further from the organisation's than this.
      const validFrom = manager?.since ?? today.subtract({ days: 2 });
      lines.push({ reportId: person.id, managerId, validFrom, validTo: null });
      continue;
    }
    const detail = manager ? 'names a manager who is not in the file' : noteWords(taking);
    if (detail !== null) problems.push({ line: taking.stated.line, column: managerHeading(headingOf), detail });
  }
  return { lines, problems };
}

function noteWords({ notes }: RowToImport): string | null {
  if (notes.includes('manager_unknown')) return 'names a manager who is not in the file';
  if (notes.includes('manager_not_clear')) return 'is the name of several people in the file';
  return notes.includes('own_manager') ? 'names the person themselves' : null;
}

function managerHeading(headingOf: (field: ImportField) => string | null): string {
  return headingOf('manager_remote_id') ?? headingOf('manager_work_email') ?? headingOf('manager_name') ?? 'manager';
}
