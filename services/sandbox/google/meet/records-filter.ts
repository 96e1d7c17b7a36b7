import { invalidArgument } from './meet-error.ts';
import type { ConferenceRecord } from './conference-records.ts';

type Condition = (record: ConferenceRecord) => boolean;

const equality = /^space\.(meeting_code|name)\s*=\s*"([^"]*)"$/;
const comparison = /^(start_time|end_time)\s*(>=|<=|>|<|=)\s*"([^"]+)"$/;
const running = /^end_time\s+IS\s+NULL$/i;

const compare: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '=': (a, b) => a === b,
};

/** The `filter` of conferenceRecords.list: conditions on the space and the times, all of which have to hold. */
export function readRecordsFilter(filter: string | undefined): Condition {
  if (filter === undefined || filter.trim() === '') return () => true;
  const conditions = filter.split(/\s+AND\s+/).map((text) => conditionFrom(text.trim()));
  return (record) => conditions.every((holds) => holds(record));
}

function conditionFrom(text: string): Condition {
  const [, field, wanted] = equality.exec(text) ?? [];
  if (field === 'meeting_code') return ({ code }) => code === wanted;
  if (field === 'name') return ({ space }) => space === wanted;
  if (running.test(text)) return ({ end }) => end === null;
  const [, time, operator = '', moment = ''] = comparison.exec(text) ?? [];
  const holds = compare[operator];
  if (time === undefined || holds === undefined) throw invalidArgument(`Invalid filter: ${text}`);
  const at = readMoment(moment);
  // A time that is not known yet compares with nothing.
  return ({ start, end }) => (time === 'start_time' ? holds(start, at) : end !== null && holds(end, at));
}

function readMoment(text: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw invalidArgument(`Invalid filter: ${text} is no timestamp`);
  }
}
