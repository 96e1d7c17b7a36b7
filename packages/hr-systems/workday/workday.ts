import type { HrSystem, HrSystemAccess, PulledRow } from '@throughline/app/ports/hr-system.ts';
import { HrSystemError } from '@throughline/app/ports/hr-system-error.ts';
import type { PersonStatus } from '@throughline/domain/people/person.ts';
import { z } from 'zod';
import { basic, type Ask } from '../ask.ts';
import { plainDateOf } from '../fields.ts';
import { pulledRow } from '../pulled-row.ts';

/** What the report's columns are called unless somebody said otherwise; case counts. All other columns are dropped. */
export const usualColumns = {
  employee_id: 'Employee_ID',
  first_name: 'First_Name',
  last_name: 'Last_Name',
  display_name: 'Preferred_Name',
  work_email: 'Work_Email',
  manager_id: 'Manager_ID',
  manager_since: 'Manager_Effective_Date',
  active: 'Active_Status',
  hire_date: 'Hire_Date',
  termination_date: 'Termination_Date',
  department: 'Department',
  organization: 'Supervisory_Organization',
  location: 'Location',
  country: 'Country',
  level: 'Management_Level',
  primary_job: 'Primary_Job',
  absence_starts: 'Start_Date',
  absence_ends: 'End_Date',
  absence_status: 'Status',
} as const;
type Column = keyof typeof usualColumns;

const report = z.object({ Report_Entry: z.array(z.record(z.string(), z.unknown())) });
/** How Workday writes something a field can hold several of. */
const instances = z.array(z.object({ Descriptor: z.string() }).or(z.string()));
type Read = (column: Column) => string | null | undefined;

/**
 * A Workday custom report of type Advanced with "Enable As Web Service" (RaaS), as JSON, with the name and password of an
 * integration system user. A report lists what it pleases: of every row only the columns named above are read.
 */
export function workday({ access, ask }: { access: HrSystemAccess; ask: Ask }): HrSystem {
  const { address, credentials, options } = access;
  const columns: Readonly<Record<string, string>> = { ...usualColumns, ...options.columns };
  const headers = { authorization: basic(credentials) };

  async function rows(where: string): Promise<readonly Read[]> {
    const url = new URL(where);
    url.searchParams.set('format', 'json');
    const { value } = await ask({ url, headers, answer: report });
    return value.Report_Entry.map((entry) => (column) => textIn(entry[columns[column] ?? '']));
  }

  const { absences: isWanted, absencesAddress } = options;
  return {
    async *people() {
      const all = await rows(address);
      const needed = (['employee_id', 'work_email'] as const).filter(
        (column) => all.length > 0 && all.every((read) => read(column) === undefined),
      );
      if (needed.length > 0) {
        const names = needed.map((column) => columns[column]).join(' and ');
        throw new HrSystemError({ kind: 'unreadable', message: `The report has no column ${names}; case counts` });
      }
      yield onePerWorker(all);
    },
    absences:
      isWanted && absencesAddress !== undefined
        ? async function* absences() {
            yield (await rows(absencesAddress)).flatMap((read) => {
              const [startsOn, endsOn] = [dateIn(read('absence_starts')), dateIn(read('absence_ends'))];
              const sourceId = read('employee_id');
              const isApproved = /^(approved|submitted and approved)?$/i.test(read('absence_status') ?? '');
              return sourceId && startsOn && endsOn && isApproved ? [{ sourceId, startsOn, endsOn }] : [];
            });
          }
        : null,
  };
}

/** Whoever has several jobs has several rows: the primary one counts, else the first. */
function onePerWorker(all: readonly Read[]): readonly PulledRow[] {
  const byWorker = Map.groupBy(
    all.filter((read) => read('employee_id')),
    (read) => read('employee_id') ?? '',
  );
  return [...byWorker.values()].flatMap((jobs) => {
    const job = jobs.find((read) => isYes(read('primary_job'))) ?? jobs[0];
    return job === undefined ? [] : [rowOf(job)];
  });
}

function rowOf(read: Read): PulledRow {
  const active = read('active');
  const ended = dateIn(read('termination_date'));
  return pulledRow({
    sourceId: read('employee_id') ?? '',
    givenName: read('first_name'),
    familyName: read('last_name'),
    displayName: read('display_name'),
    workEmail: read('work_email'),
    // A change that is under way blanks managers: no manager is no statement here.
    managerId: read('manager_id') ?? undefined,
    managerSince: dateIn(read('manager_since')),
    groups: [read('department'), read('organization'), read('location')],
    country: read('country'),
    level: read('level'),
    startDate: dateIn(read('hire_date')),
    endDate: read('termination_date') === undefined ? undefined : (ended ?? null),
    status: active === undefined ? undefined : statusOf(active),
  });
}

function statusOf(active: string | null): PersonStatus {
  return active === null || isYes(active) || /^active$/i.test(active) ? 'active' : 'inactive';
}

const isYes = (value: string | null | undefined) => /^(1|true|yes|y)$/i.test(value ?? '');

function dateIn(value: string | null | undefined): Temporal.PlainDate | null | undefined {
  if (value === undefined) return undefined;
  return value === null ? null : plainDateOf(value);
}

/** Undefined where the row has no such column, null where nothing stands in it. */
function textIn(value: unknown): string | null | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const [first] = instances.safeParse(value).data ?? [];
  if (first === undefined) return null;
  return typeof first === 'string' ? first : first.Descriptor;
}
