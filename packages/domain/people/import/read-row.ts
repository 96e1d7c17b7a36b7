import { isAddress } from '../work-address.ts';
import { cellsReader, type CellsOfRow } from './cells-of-row.ts';
import { dayErrors } from './checked-row.ts';
import { isNoDate, readDate, type DateOrder } from './date-order.ts';
import type { ImportColumn, ImportField } from './import-field.ts';
import { managerOfRow } from './manager-of-row.ts';
import { nameWithoutBrackets } from './name-key.ts';
import { placeReader, type PlaceReader } from './place-of-row.ts';
import type { CellError, ReadRow, StatedRow } from './stated-row.ts';
import { statusOfWord } from './status-word.ts';

export type RowReader = (cells: readonly string[], line: number) => ReadRow;

/** Of each kind of day, how its column writes it. */
export type OrderOf = ReadonlyMap<ImportField, DateOrder | null>;

/** Reads rows of a file whose columns and dates are settled. */
export function rowReader({
  columns,
  orderOf,
  today,
}: {
  columns: readonly ImportColumn[];
  orderOf: OrderOf;
  today: Temporal.PlainDate;
}): RowReader {
  const cellsOf = cellsReader(columns);
  const places = placeReader();
  return (cells, line) => {
    const errors: CellError[] = [];
    if (cells.slice(columns.length).some((cell) => cell.trim() !== ''))
      errors.push({ column: '', detail: 'has more cells than there are headings' });
    const row = cellsOf(cells, errors);
    const managed = managerOfRow(row);
    const since = managed ? dayIn({ row, field: 'manager_since', orderOf }) : null;
    const read: StatedRow = {
      line,
      ...identityIn(row),
      ...placeIn({ row, places }),
      ...daysIn({ row, orderOf, today }),
      ...(managed === undefined ? {} : { manager: managed }),
      ...(since ? { managerSince: since.toString() } : {}),
    };
    if (errors.length === 0) return { kind: 'read', row: read };
    const about = { externalId: read.externalId, workEmail: isAddress(read.workEmail) ? read.workEmail : null };
    return { kind: 'wrong', line, about, errors };
  };
}

function identityIn(row: CellsOfRow) {
  const workEmail = row.text('work_email').toLowerCase();
  if (workEmail === '') row.wrong('work_email', 'is empty');
  else if (!isAddress(workEmail)) row.wrong('work_email', 'is not a mail address');
  const shown = nameWithoutBrackets(row.text('display_full_name'));
  const split = splitName(shown);
  const givenName = row.text('first_name') || split.givenName;
  const familyName = row.text('last_name') || split.familyName;
  if (givenName === '') row.wrong(row.has('first_name') ? 'first_name' : 'display_full_name', 'is empty');
  else if (familyName === '') row.wrong(row.has('last_name') ? 'last_name' : 'display_full_name', 'is empty');
  const displayName = shown === '' || shown.includes(',') ? {} : { displayName: shown };
  return { externalId: row.text('remote_id') || null, givenName, familyName, workEmail, ...displayName };
}

/** 'Ruiz, Ana' or 'Ana Ruiz'. */
function splitName(name: string): { givenName: string; familyName: string } {
  const [family = '', given] = name.split(/\s*,\s*/);
  if (given) return { givenName: given, familyName: family };
  const words = name.split(/\s+/);
  return words.length < 2
    ? { givenName: name, familyName: name }
    : { givenName: words.slice(0, -1).join(' '), familyName: words.at(-1) ?? '' };
}

function placeIn({ row, places }: { row: CellsOfRow; places: PlaceReader }) {
  const [country, zone, status] = [row.text('country'), row.text('time_zone'), row.text('employment_status')];
  const code = country === '' ? null : places.country(country);
  if (country !== '' && code === null) row.wrong('country', 'is no country: expected a name or a code like DE');
  const stated = zone === '' ? null : places.zone(zone);
  if (zone !== '' && stated === null) row.wrong('time_zone', 'is no time zone: expected one like Europe/Berlin');
  const known = status === '' ? null : statusOfWord(status);
  if (status !== '' && known === null)
    row.wrong('employment_status', 'is no known status: expected active, pending or inactive');
  const groups = [...new Set(row.all('group'))].toSorted();
  const found = places.zoneAt({ country: code, region: row.text('region'), places: [row.text('city'), ...groups] });
  const timeZone = stated ?? found;
  return {
    ...(row.has('country') ? { country: code } : {}),
    ...(timeZone !== null || row.has('time_zone') ? { timeZone } : {}),
    ...(row.has('level') ? { level: row.text('level') || null } : {}),
    ...(row.has('group') ? { groups } : {}),
    ...(known === null ? {} : { status: known }),
  } satisfies Partial<StatedRow>;
}

function dayIn({ row, field, orderOf }: { row: CellsOfRow; field: ImportField; orderOf: OrderOf }) {
  const text = row.text(field);
  if (isNoDate(text)) return null;
  const day = readDate({ text, order: orderOf.get(field) ?? null });
  if (day === null) row.wrong(field, 'is no day: expected one like 2027-03-31');
  return day;
}

function daysIn({ row, orderOf, today }: { row: CellsOfRow; orderOf: OrderOf; today: Temporal.PlainDate }) {
  const day = (field: ImportField) => dayIn({ row, field, orderOf });
  const [start, end, last] = [day('start_date'), day('termination_date'), day('last_career_conversation_on')];
  for (const { column, detail } of dayErrors({ start, end, last, today })) row.wrong(column, detail);
  return {
    ...(row.has('start_date') ? { startDate: start?.toString() ?? null } : {}),
    ...(row.has('termination_date') ? { endDate: end?.toString() ?? null } : {}),
    ...(last ? { lastCareerConversationOn: last.toString() } : {}),
  } satisfies Partial<StatedRow>;
}
