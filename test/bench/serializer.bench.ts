import { serializerCompiler } from 'fastify-type-provider-zod';
import { compileSerializer } from '@throughline/api/http/compile-serializer.ts';
import { v1ConversationPage } from '@throughline/contracts/v1/conversations.ts';
import { v1EmployeePage } from '@throughline/contracts/v1/employees.ts';
import type { z } from 'zod';

const leastRatio = 2.5;
const rows = 200;
const rounds = 7;
const timesARound = 60;

const instant = '2026-11-28T09:00:00Z';
const conversation = {
  id: '01936f3c-0000-7000-8000-000000000001',
  employee: { id: '01936f3c-0000-7000-8000-000000000002', remote_id: 'E-1042' },
  manager: { id: '01936f3c-0000-7000-8000-000000000003', remote_id: null },
  state: 'booked',
  due_on: '2027-01-15',
  starts_at: instant,
  ends_at: instant,
  booked_at: instant,
  lead_days: 21,
  calendar_unknown_since: null,
  waiting_for: null,
  held_on: null,
  evidence: null,
  modified_at: instant,
};
const employee = {
  id: conversation.id,
  remote_id: 'E-1042',
  first_name: 'Ana',
  last_name: 'Ruiz Bergström',
  display_full_name: 'Ana Ruiz Bergström',
  work_email: 'ana@example.com',
  time_zone: 'Europe/Berlin',
  country: 'DE',
  groups: ['Engineering', 'Platform'],
  level: 'L5',
  manager: conversation.employee.id,
  manager_remote_id: 'E-1000',
  start_date: '2022-04-01',
  termination_date: null,
  employment_status: 'ACTIVE',
  last_career_conversation_on: null,
  remote_was_deleted: false,
  created_at: instant,
  modified_at: instant,
};

/** Lists of the API written from their schema, beside zod's own serializer, in turns. */
export async function run(): Promise<readonly string[]> {
  const lists = [
    { name: 'conversations', schema: v1ConversationPage, row: conversation },
    { name: 'employees', schema: v1EmployeePage, row: employee },
  ];
  return lists.flatMap(({ name, schema, row }) => {
    const page = { results: Array.from({ length: rows }, () => ({ ...row })), next: 'opaque', previous: null };
    const { zod, ours } = side({ schema, page });
    const ratio = zod / ours;
    console.log(
      `${name.padEnd(16)}${`zod ${zod.toFixed(3)} ms`.padStart(18)}${`ours ${ours.toFixed(3)} ms`.padStart(18)}${`${ratio.toFixed(1)} times`.padStart(14)}`,
    );
    return ratio < leastRatio
      ? [`the list of ${name} is written ${ratio.toFixed(2)} times as fast, not ${leastRatio}`]
      : [];
  });
}

/** Milliseconds a page, the median of rounds taken in turns. */
function side({ schema, page }: { schema: z.ZodType; page: object }): { zod: number; ours: number } {
  const route = { schema, method: 'GET', url: '/' };
  const stock = serializerCompiler(route as Parameters<typeof serializerCompiler>[0]);
  const own = compileSerializer(route);
  if (JSON.stringify(JSON.parse(stock(page))) !== JSON.stringify(JSON.parse(own(page))))
    throw new Error('The two do not write the same');
  const times: Record<'zod' | 'ours', number[]> = { zod: [], ours: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.zod.push(timed(() => stock(page)));
    times.ours.push(timed(() => own(page)));
  }
  return { zod: median(times.zod), ours: median(times.ours) };
}

function timed(work: () => string): number {
  const from = performance.now();
  for (let time = 0; time < timesARound; time += 1) work();
  return (performance.now() - from) / timesARound;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
