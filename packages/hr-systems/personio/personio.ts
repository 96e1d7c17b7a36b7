import type { DayRange, HrSystem, HrSystemAccess, PulledAbsence } from '@throughline/app/ports/hr-system.ts';
import { HrSystemError } from '@throughline/app/ports/hr-system-error.ts';
import type { PersonStatus } from '@throughline/domain/people/person.ts';
import { z } from 'zod';
import type { Ask } from '../ask.ts';
import { date, id, text } from '../fields.ts';
import { pulledRow } from '../pulled-row.ts';

/** The most that is answered at once (developer.personio.de/changelog/pagination-enforcement-v1-employees-api). */
const pageSize = 100;
/** Named, so that nothing else is sent: an answer without them has pay, birth dates and account numbers in it. */
const attributes = [
  'first_name',
  'last_name',
  'email',
  'status',
  'supervisor',
  'department',
  'office',
  'cost_centers',
  'hire_date',
  'termination_date',
] as const;

const valueOf = <T extends z.ZodType>(schema: T) => z.object({ value: schema.nullish() });
const named = z.object({ attributes: z.object({ name: text }) });
const person = z.object({
  attributes: z.object({
    id: z.object({ value: id }),
    first_name: valueOf(text).optional(),
    last_name: valueOf(text).optional(),
    email: valueOf(text).optional(),
    status: valueOf(z.string()).optional(),
    supervisor: valueOf(z.object({ attributes: z.object({ id: z.object({ value: id }) }) })).optional(),
    department: valueOf(named).optional(),
    office: valueOf(named).optional(),
    cost_centers: valueOf(z.array(named)).optional(),
    hire_date: valueOf(date).optional(),
    termination_date: valueOf(date).optional(),
  }),
});
const timeOff = z.object({
  attributes: z.object({
    id,
    status: z.string(),
    start_date: date,
    end_date: date,
    employee: z.object({ attributes: z.object({ id: z.object({ value: id }) }) }),
  }),
});
const page = <T extends z.ZodType>(item: T) =>
  z.object({
    success: z.literal(true),
    metadata: z.object({ total_elements: z.number().int() }).optional(),
    data: z.array(item),
  });
const token = z.object({ success: z.literal(true), data: z.object({ token: z.string().min(1) }) });

type Get = <T extends z.ZodType>(path: string, query: readonly [string, string][], answer: T) => Promise<z.output<T>>;

/**
 * Personio's v1 API (developer.personio.de). Attributes have to be readable for the credentials too: what is not comes
 * left out, which is no statement. A token may be good once, and then the next comes with the answer.
 */
export function personio({ access, ask }: { access: HrSystemAccess; ask: Ask }): HrSystem {
  const { address, credentials, options } = access;
  let bearer: string | null = null;

  const at = (path: string) => new URL(`/v1/${path}`, address);
  const signIn = async () => {
    const body = JSON.stringify({ client_id: credentials.name, client_secret: credentials.secret });
    const headers = { 'content-type': 'application/json' };
    const answered = await ask({ url: at('auth'), method: 'POST', headers, body, answer: token });
    return answered.value.data.token;
  };
  const get: Get = async (path, query, answer) => {
    bearer ??= await signIn();
    const url = at(path);
    url.search = new URLSearchParams([...query]).toString();
    const answered = await ask({ url, headers: { authorization: `Bearer ${bearer}` }, answer });
    bearer = answered.authorization?.replace(/^Bearer /i, '') ?? bearer;
    return answered.value;
  };

  return {
    async *people() {
      const query = attributes.map((name): [string, string] => ['attributes[]', name]);
      for await (const items of pages({ get, path: 'company/employees', query, item: person })) yield items.map(rowOf);
    },
    absences: options.absences ? (days) => absences({ get, days }) : null,
  };
}

/** All there is, or an error: a list that lacks somebody would read as their having left. */
async function* pages<T extends z.ZodType>({
  get,
  path,
  query,
  item,
}: {
  get: Get;
  path: string;
  query: readonly [string, string][];
  item: T;
}): AsyncGenerator<readonly z.output<T>[]> {
  let seen = 0;
  for (;;) {
    const bounds: [string, string][] = [
      ['limit', String(pageSize)],
      ['offset', String(seen)],
    ];
    const { data, metadata } = await get(path, [...query, ...bounds], page(item));
    yield data;
    seen += data.length;
    const total = metadata?.total_elements;
    if (data.length > 0 && (total === undefined ? data.length === pageSize : seen < total)) continue;
    if (total !== undefined && seen < total) {
      throw new HrSystemError({ kind: 'unreadable', message: `Personio listed ${seen} of ${total}` });
    }
    return;
  }
}

function rowOf({ attributes: said }: z.output<typeof person>) {
  const given = <T>(field: { readonly value?: T | null | undefined } | undefined) =>
    field === undefined ? undefined : (field.value ?? null);
  const status = given(said.status);
  if (status === undefined || said.email === undefined) {
    const message = 'Personio does not show status and email: make the attributes readable for these credentials';
    throw new HrSystemError({ kind: 'unauthorized', message });
  }
  const supervisor = given(said.supervisor);
  const costCenters = given(said.cost_centers) ?? [];
  return pulledRow({
    sourceId: said.id.value,
    givenName: given(said.first_name),
    familyName: given(said.last_name),
    workEmail: given(said.email),
    managerId: supervisor === undefined ? undefined : (supervisor?.attributes.id.value ?? null),
    groups: [given(said.department), given(said.office), ...costCenters].map((group) => group?.attributes.name),
    startDate: given(said.hire_date),
    endDate: given(said.termination_date),
    status: statusOf(status),
  });
}

/** `leave` is somebody who works here and is away, which their absences say. */
function statusOf(status: string | null): PersonStatus {
  if (status === 'inactive') return 'inactive';
  return status === 'onboarding' ? 'pending' : 'active';
}

async function* absences({ get, days }: { get: Get; days: DayRange }): AsyncGenerator<readonly PulledAbsence[]> {
  const query: [string, string][] = [
    ['start_date', days.from.toString()],
    ['end_date', days.to.toString()],
  ];
  for await (const items of pages({ get, path: 'company/time-offs', query, item: timeOff })) {
    yield items.flatMap(({ attributes: { status, start_date: startsOn, end_date: endsOn, employee } }) =>
      startsOn === null || endsOn === null || status !== 'approved'
        ? []
        : [{ sourceId: employee.attributes.id.value, startsOn, endsOn }],
    );
  }
}
