import type { DayRange, HrSystem, HrSystemAccess, PulledAbsence } from '@throughline/app/ports/hr-system.ts';
import { HrSystemError } from '@throughline/app/ports/hr-system-error.ts';
import { z } from 'zod';
import { basic, type Ask } from '../ask.ts';
import { date, id, text } from '../fields.ts';
import { pulledRow } from '../pulled-row.ts';

const pageSize = 1_000;
/** Asked for beside what every answer has (id, names, status); nothing of pay, birth or gender is. */
const fields = [
  'displayName',
  'workEmail',
  'reportsToId',
  'departmentName',
  'divisionName',
  'locationName',
  'hireDate',
  'terminationDate',
] as const;
/** Without these an answer says nothing that may be acted on: each would read as null. */
const needed = ['firstName', 'lastName', 'status', 'workEmail', 'reportsToId'];

const employee = z.object({
  employeeId: id,
  firstName: text.nullish(),
  lastName: text.nullish(),
  displayName: text.nullish(),
  workEmail: text.nullish(),
  status: z.string().nullish(),
  reportsToId: id.nullish(),
  departmentName: text.nullish(),
  divisionName: text.nullish(),
  locationName: text.nullish(),
  hireDate: date.nullish(),
  terminationDate: date.nullish(),
  _restrictedFields: z.array(z.string()).default([]),
});
const page = z.object({
  data: z.array(employee),
  meta: z.object({
    total: z.number().int(),
    page: z.object({ nextCursor: z.string().nullish() }).nullish(),
  }),
});
const requests = z.array(
  z.object({ id, employeeId: id, start: date, end: date, status: z.object({ status: z.string() }) }),
);

/**
 * BambooHR's List Employees and List Time Off Requests (documentation.bamboohr.com). Basic authentication with the key as
 * the name. What the key may not read comes as null, named in `_restrictedFields`: that is no statement.
 */
export function bambooHr({ access, ask }: { access: HrSystemAccess; ask: Ask }): HrSystem {
  const { address, credentials, options } = access;
  const headers = { authorization: basic({ name: credentials.secret, secret: 'x' }) };
  const at = (path: string, query: Record<string, string>) => {
    const url = new URL(`/api/v1/${path}`, address);
    url.search = new URLSearchParams(query).toString();
    return url;
  };

  return {
    async *people() {
      let cursor: string | null = null;
      let seen = 0;
      let total = 0;
      do {
        const query = { fields: fields.join(','), 'page[limit]': String(pageSize) };
        const url = at('employees', cursor === null ? query : { ...query, 'page[after]': cursor });
        const { data, meta }: z.output<typeof page> = (await ask({ url, headers, answer: page })).value;
        yield data.map(rowOf);
        seen += data.length;
        total = meta.total;
        const next = meta.page?.nextCursor ?? null;
        cursor = next === cursor ? null : next;
      } while (cursor !== null);
      if (seen < total) throw new HrSystemError({ kind: 'unreadable', message: `BambooHR listed ${seen} of ${total}` });
    },

    absences: options.absences ? (days) => absences({ at, headers, ask, days }) : null,
  };
}

function rowOf(said: z.output<typeof employee>) {
  const hidden = said._restrictedFields.filter((field) => needed.includes(field));
  if (hidden.length > 0) {
    const message = `BambooHR does not show this key ${hidden.join(', ')}: its user’s access level needs them`;
    throw new HrSystemError({ kind: 'unauthorized', message });
  }
  const shown = <T>(field: string, value: T) => (said._restrictedFields.includes(field) ? undefined : value);
  return pulledRow({
    sourceId: said.employeeId,
    givenName: said.firstName,
    familyName: said.lastName,
    displayName: said.displayName,
    workEmail: said.workEmail,
    managerId: said.reportsToId ?? null,
    groups: [said.departmentName, said.divisionName, said.locationName],
    startDate: shown('hireDate', said.hireDate ?? null),
    endDate: shown('terminationDate', said.terminationDate ?? null),
    status: said.status?.toLowerCase() === 'inactive' ? 'inactive' : 'active',
  });
}

async function* absences({
  at,
  headers,
  ask,
  days,
}: {
  at: (path: string, query: Record<string, string>) => URL;
  headers: Readonly<Record<string, string>>;
  ask: Ask;
  days: DayRange;
}): AsyncGenerator<readonly PulledAbsence[]> {
  // `start` is compared with the last day of a request and `end` with its first. The note is not asked for.
  const query = { start: days.from.toString(), end: days.to.toString(), status: 'approved', excludeNote: 'true' };
  const { value } = await ask({ url: at('time_off/requests', query), headers, answer: requests });
  yield value.flatMap(({ employeeId: sourceId, start: startsOn, end: endsOn, status }) =>
    startsOn === null || endsOn === null || status.status !== 'approved' ? [] : [{ sourceId, startsOn, endsOn }],
  );
}
