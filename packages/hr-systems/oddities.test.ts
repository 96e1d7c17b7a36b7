import type { HrSystemAccess, HrSystemOptions } from '@throughline/app/ports/hr-system.ts';
import { publicOnly } from '@throughline/security/outbound/outbound-url.ts';
import { beforeEach, expect, test } from 'vitest';
import { createHrSystems } from './registry.ts';
import { aBambooHr } from './testing/a-bamboohr.ts';
import { anEmployee, type HrRecord } from './testing/an-hr-server.ts';
import { aPersonio } from './testing/a-personio.ts';
import { aWorkday } from './testing/a-workday.ts';

const record: HrRecord = { employees: [], absences: [] };
const bamboohr = await aBambooHr(record);
const personio = await aPersonio(record);
const workday = await aWorkday(record);
const hr = createHrSystems({
  rules: { ...publicOnly, allowLoopback: true },
  wall: () => Temporal.Instant.from('2027-01-25T02:00:00Z'),
});

async function people(access: Omit<HrSystemAccess, 'options'>, options: Partial<HrSystemOptions> = {}) {
  return (await Array.fromAsync(hr.open({ ...access, options: { absences: false, ...options } }).people())).flat();
}
const fromBamboo = () => people({ kind: 'bamboohr', address: bamboohr.origin, credentials: bamboohr.credentials });
const fromWorkday = (columns = {}) =>
  people({ kind: 'workday', address: workday.address, credentials: workday.credentials }, { columns });

beforeEach(() => {
  record.employees = [anEmployee('1'), anEmployee('2', { managerId: '1' })];
  bamboohr.restricted.length = 0;
  workday.extra.length = 0;
});

test('BambooHR: what the key may not read is no statement, and without the needed fields nothing is taken', async () => {
  bamboohr.restricted.push('hireDate', 'terminationDate');
  const [first] = await fromBamboo();
  expect(first).toMatchObject({ sourceId: '1' });
  expect(first).not.toHaveProperty('startDate');
  expect(first).not.toHaveProperty('endDate');
  bamboohr.restricted.push('workEmail');
  await expect(fromBamboo()).rejects.toMatchObject({
    kind: 'unauthorized',
    message: expect.stringContaining('workEmail') as unknown,
  });
});

test('Personio: a token that is good once is followed by the one that came with the answer', async () => {
  record.employees = Array.from({ length: 250 }, (_, index) => anEmployee(String(index + 1)));
  personio.asked.length = 0;
  await people({ kind: 'personio', address: personio.origin, credentials: personio.credentials });
  expect(personio.asked.map(({ url }) => url.pathname)).toEqual([
    '/v1/auth',
    '/v1/company/employees',
    '/v1/company/employees',
    '/v1/company/employees',
  ]);
  expect(new Set(personio.asked.map(({ authorization }) => authorization)).size).toBe(4);
});

test('Workday: of several jobs the primary one counts', async () => {
  workday.extra.push(
    {
      Employee_ID: '3',
      First_Name: 'Cem',
      Last_Name: 'Ak',
      Work_Email: 'cem@acme.example',
      Manager_ID: '2',
      Primary_Job: '0',
    },
    {
      Employee_ID: '3',
      First_Name: 'Cem',
      Last_Name: 'Ak',
      Work_Email: 'cem@acme.example',
      Manager_ID: '1',
      Primary_Job: '1',
    },
  );
  const cem = (await fromWorkday()).filter(({ sourceId }) => sourceId === '3');
  expect(cem).toMatchObject([{ manager: { sourceId: '1' } }]);
});

test('Workday: a blank manager, as a change under way leaves it, is no statement, and a future one holds from its day', async () => {
  workday.extra.push({
    Employee_ID: '3',
    First_Name: 'Cem',
    Last_Name: 'Ak',
    Work_Email: 'cem@acme.example',
    Manager_ID: '1',
    Manager_Effective_Date: '2027-04-01-07:00',
  });
  const [first, , cem] = await fromWorkday();
  expect(first).not.toHaveProperty('manager');
  expect(cem).toMatchObject({ manager: { sourceId: '1', since: Temporal.PlainDate.from('2027-04-01') } });
  expect(cem).not.toHaveProperty('status');
});

test('Workday: columns have the names the report gives them, to the letter', async () => {
  await expect(fromWorkday({ work_email: 'work_email' })).rejects.toMatchObject({
    kind: 'unreadable',
    message: 'The report has no column work_email; case counts',
  });
  const [first] = await fromWorkday({ department: 'Location' });
  expect(first).toMatchObject({ groups: ['Munich'] });
});
