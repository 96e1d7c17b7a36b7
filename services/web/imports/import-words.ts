import type { ImportOnPage } from '@throughline/contracts/pages/imports.ts';
import type { importFields, V1ImportRow } from '@throughline/contracts/v1/imports.ts';

type Field = (typeof importFields)[number];

/** What a column can be, as HR would say it. */
export const fieldWords: Readonly<Record<Field, string>> = {
  remote_id: 'Employee id',
  first_name: 'First name',
  last_name: 'Last name',
  display_full_name: 'Full name',
  work_email: 'Work address',
  manager_remote_id: 'Manager, by employee id',
  manager_work_email: 'Manager, by work address',
  manager_name: 'Manager, by name',
  manager_since: 'Manager since',
  start_date: 'First day',
  termination_date: 'Last day',
  employment_status: 'Status',
  country: 'Country',
  region: 'State or region',
  city: 'City',
  time_zone: 'Time zone',
  level: 'Level',
  group: 'Group',
  last_career_conversation_on: 'Last career conversation',
};

export const systemWords: Readonly<Record<NonNullable<ImportOnPage['system']>, string>> = {
  bamboohr: 'BambooHR',
  personio: 'Personio',
  hibob: 'HiBob',
  workday: 'Workday',
};

export const resultWords: Readonly<Record<V1ImportRow['result'], string>> = {
  created: 'New',
  updated: 'Changed',
  unchanged: 'Unchanged',
  refused: 'Refused',
  leaving: 'Leaving',
};

const noteWords: Readonly<Record<V1ImportRow['notes'][number], string>> = {
  manager_unknown: 'The manager is not known here yet.',
  manager_not_clear: 'Several people bear the manager’s name; the manager stays who they were.',
  own_manager: 'Names themselves as manager: read as no manager.',
  in_a_cycle: 'Reports in a circle: listed, and not booked.',
  leaves: 'Has left, by this row.',
  in_hr_system: 'Listed by an HR system that people are pulled from: what that says stands.',
};

const changeWords: Readonly<Record<string, string>> = {
  ...fieldWords,
  groups: 'Groups',
  manager: 'Manager',
  working_hours: 'Working hours',
};

/** All there is to say of a row, in sentences. */
export function rowSentences({ changes, notes, errors, result, line }: V1ImportRow): readonly string[] {
  const names = changes.map((change) => (changeWords[change] ?? change).toLowerCase());
  return [
    ...(names.length === 0 ? [] : [`Another ${names.join(', ')}.`]),
    ...(result === 'leaving' && line === null ? ['The file does not have them.'] : []),
    ...notes.map((note) => noteWords[note]),
    ...errors.map(({ column, detail }) => (column === '' ? `The row ${detail}.` : `“${column}” ${detail}.`)),
  ];
}

/** Without what only a client of the API can do about it. */
export function troubleWords(detail: string): string {
  return detail.replace(/ Say date_order=.*$/, '');
}

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);

/** Where an import stands, in one sentence. */
export function stateSentence({ state, dry_run, ended_because, counts, rows }: ImportOnPage): string {
  switch (state) {
    case 'checking':
      return `${people(rows)} are being compared with who is here.`;
    case 'waiting_for_approval':
      return 'It waits for somebody to say that it is right. Nothing has changed yet.';
    case 'running':
      return 'It is being taken in.';
    case 'completed':
      return dry_run ? 'A dry run: nothing was changed.' : takenIn(counts);
    case 'failed':
      return 'It could not be taken in, and nothing was changed. Please send the file again.';
    case 'withdrawn':
      return withdrawnWords[ended_because ?? 'asked'];
  }
}

const withdrawnWords: Readonly<Record<NonNullable<ImportOnPage['ended_because']>, string>> = {
  asked: 'Withdrawn: nothing was changed.',
  expired: 'Nobody answered for a week, so it was withdrawn and its rows were dropped.',
  overtaken: 'A later file was taken in, so this one was withdrawn.',
  went_wrong: 'It could not be taken in, and nothing was changed.',
};

function takenIn(counts: ImportOnPage['counts']): string {
  if (counts === null) return 'Done.';
  const parts = [
    counts.created > 0 && `${people(counts.created)} came`,
    counts.updated > 0 && `${people(counts.updated)} changed`,
    counts.leaving > 0 && `${people(counts.leaving)} left`,
    counts.refused > 0 && `${counts.refused === 1 ? '1 row was' : `${counts.refused} rows were`} refused`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'Done: everything was as it is here already.' : `Done: ${parts.join(', ')}.`;
}

/** Who sent or approved it. */
export function actorName({ kind, name }: { kind: 'person' | 'api_key' | 'operator'; name: string | null }): string {
  if (kind === 'operator') return 'the command line';
  return kind === 'api_key' ? 'an API key' : (name ?? 'somebody who has left');
}
