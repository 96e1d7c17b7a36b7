import { HrSystemError } from '@throughline/app/ports/hr-system-error.ts';
import type { HrSystemAccess, PulledAbsence, PulledRow } from '@throughline/app/ports/hr-system.ts';
import { publicOnly } from '@throughline/security/outbound/outbound-url.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { createHrSystems } from './registry.ts';
import { aBambooHr } from './testing/a-bamboohr.ts';
import { anEmployee, secret, type HrRecord } from './testing/an-hr-server.ts';
import { aPersonio } from './testing/a-personio.ts';
import { aWorkday } from './testing/a-workday.ts';

const record: HrRecord = { employees: [], absences: [] };
const bamboohr = await aBambooHr(record);
const personio = await aPersonio(record);
const workday = await aWorkday(record);

const systems = [
  { kind: 'bamboohr', server: bamboohr, address: bamboohr.origin, more: {} },
  { kind: 'personio', server: personio, address: personio.origin, more: {} },
  {
    kind: 'workday',
    server: workday,
    address: workday.address,
    more: { absencesAddress: workday.absencesAddress },
  },
] as const;

const waited: number[] = [];
const wall = () => Temporal.Instant.from('2027-01-25T02:00:00Z');
const beside = { ...publicOnly, allowLoopback: true };
const hr = createHrSystems({
  rules: beside,
  wall,
  wait: async (milliseconds) => {
    waited.push(milliseconds);
  },
});

beforeEach(() => {
  record.employees = [anEmployee('1'), anEmployee('2', { managerId: '1' })];
  record.absences = [];
  waited.length = 0;
  for (const { server } of systems) {
    server.faults.length = 0;
    server.asked.length = 0;
  }
});

const days = { from: Temporal.PlainDate.from('2026-01-25'), to: Temporal.PlainDate.from('2028-01-25') };

describe.each(systems)('$kind', ({ kind, server, address, more }) => {
  const accessWith = (given: Partial<HrSystemAccess> = {}): HrSystemAccess => ({
    kind,
    address,
    options: { absences: true, ...more },
    credentials: server.credentials,
    ...given,
  });
  const people = async (given: Partial<HrSystemAccess> = {}, from = hr): Promise<readonly PulledRow[]> =>
    (await Array.fromAsync(from.open(accessWith(given)).people())).flat();
  const absences = async (): Promise<readonly PulledAbsence[]> =>
    (await Array.fromAsync(hr.open(accessWith()).absences!(days))).flat();
  const problem = async (work: Promise<unknown>): Promise<HrSystemError> => {
    const error = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof HrSystemError)) throw new Error(`expected an HrSystemError, not ${String(error)}`);
    return error;
  };

  test('says of people what an import wants to know', async () => {
    record.employees = [
      anEmployee('1'),
      anEmployee('2', { managerId: '1', email: 'Ana.SUND@Acme.example' }),
      anEmployee('3', { isActive: false, ended: '2026-05-31' }),
    ];
    const [first, second, third] = await people();
    expect(first).toMatchObject({ sourceId: '1', givenName: 'First1', familyName: 'Last1', status: 'active' });
    expect(first).toMatchObject({
      startDate: Temporal.PlainDate.from('2020-03-01'),
      groups: ['Engineering', 'Munich'],
    });
    expect(second).toMatchObject({ workEmail: 'ana.sund@acme.example', manager: { sourceId: '1' } });
    expect(third).toMatchObject({ status: 'inactive', endDate: Temporal.PlainDate.from('2026-05-31') });
  });

  test('lets nothing of pay, birth or gender through, nor asks for it where fields are named', async () => {
    record.absences = [{ id: '5', employeeId: '1', starts: '2027-02-01', ends: '2027-02-05', status: 'approved' }];
    expect(JSON.stringify([await people(), await absences()])).not.toContain(secret);
    const asked = server.asked.map(({ url, body }) => decodeURIComponent(url.search) + body).join(' ');
    expect(asked).not.toMatch(/pay|salary|birth|gender|ssn|iban/i);
  });

  test('lists everybody, page by page', async () => {
    record.employees = Array.from({ length: 250 }, (_, index) => anEmployee(String(index + 1)));
    const ids = (await people()).map(({ sourceId }) => sourceId);
    expect(ids).toEqual(record.employees.map(({ id }) => id));
  });

  test('lists nobody where there is nobody', async () => {
    record.employees = [];
    expect(await people()).toEqual([]);
  });

  test('says who cannot be taken as they are, so that they do not read as gone', async () => {
    record.employees = [anEmployee('1', { email: null }), anEmployee('2', { email: 'nonsense' })];
    expect(await people()).toEqual([
      { sourceId: '1', unusable: 'no_address' },
      { sourceId: '2', unusable: 'no_address' },
    ]);
  });

  test('tells approved absences by their days alone', async () => {
    record.absences = [
      { id: '5', employeeId: '1', starts: '2027-02-01', ends: '2027-02-05', status: 'approved' },
      { id: '6', employeeId: '1', starts: '2027-03-01', ends: '2027-03-05', status: 'requested' },
      { id: '7', employeeId: '2', starts: '2027-03-01', ends: '2027-03-05', status: 'denied' },
    ];
    expect(await absences()).toEqual([
      { sourceId: '1', startsOn: Temporal.PlainDate.from('2027-02-01'), endsOn: Temporal.PlainDate.from('2027-02-05') },
    ]);
  });

  test('is not asked for absences where they are not wanted', () => {
    expect(hr.open(accessWith({ options: { absences: false } })).absences).toBeNull();
  });

  test('credentials it does not take are a problem to say, and none of them stands in it', async () => {
    const { kind: what, message } = await problem(people({ credentials: { name: 'nobody', secret: 'wrong-secret' } }));
    expect(what).toBe('unauthorized');
    expect(message).not.toContain('wrong-secret');
  });

  test('a wish to be asked later is met to the second', async () => {
    server.faults.push({ status: 429, body: '', headers: { 'retry-after': '7' } });
    server.faults.push({ status: 503, body: '', headers: { 'retry-after': 'Mon, 25 Jan 2027 02:00:30 GMT' } });
    expect(await people()).toHaveLength(2);
    expect(waited).toEqual([7_000, 30_000]);
  });

  test('a longer one ends the pull, and says how long', async () => {
    server.faults.push({ status: 429, body: '', headers: { 'retry-after': '3600' } });
    const error = await problem(people());
    expect(error.kind).toBe('throttled');
    expect(error.retryAfter?.total('seconds')).toBe(3600);
    expect(waited).toEqual([]);
  });

  test.each([
    ['unavailable', { status: 500, body: '' }],
    ['unavailable', { status: 503, body: '' }],
    ['unauthorized', { status: 403, body: '' }],
    ['unreadable', { status: 404, body: '' }],
    ['unreadable', { status: 302, body: '', headers: { location: 'http://169.254.169.254/' } }],
    ['unreadable', { status: 200, body: '<html>Sign in</html>' }],
    ['unreadable', { status: 200, body: '{"data": [' }],
    ['unreadable', { status: 200, body: { data: 'everybody', Report_Entry: 'everybody' } }],
    ['unreadable', { status: 200, body: [] }],
    ['unreadable', { status: 200, body: 'short', headers: { 'content-length': '100', connection: 'close' } }],
  ])('%s is what becomes of an answer %j', async (what, fault) => {
    server.faults.push(fault);
    expect((await problem(people())).kind).toBe(what);
  });

  test('inside the own network nobody is asked', async () => {
    const outside = createHrSystems({ rules: publicOnly, wall });
    expect((await problem(people({}, outside))).kind).toBe('not_allowed');
    expect(outside.refusalOf(address)).not.toBeNull();
    expect(server.asked).toEqual([]);
    const rebound = createHrSystems({ rules: publicOnly, wall, resolve: async () => ['10.0.0.1'] });
    const named = await problem(people({ address: 'https://hr.acme.example' }, rebound));
    expect(named.kind).toBe('not_allowed');
  });
});

describe('a list that breaks off is no list', () => {
  test.each(['bamboohr', 'personio'] as const)('%s says how many there are', async (kind) => {
    const { server, address } = systems.find((system) => system.kind === kind)!;
    const body = {
      success: true,
      data: [],
      meta: { total: 5, page: { nextCursor: null } },
      metadata: { total_elements: 5 },
    };
    if (kind === 'personio') server.faults.push({ status: 200, body: { success: true, data: { token: 't' } } });
    server.faults.push({ status: 200, body });
    const access = { kind, address, options: { absences: false }, credentials: server.credentials };
    await expect(Array.fromAsync(hr.open(access).people())).rejects.toMatchObject({ kind: 'unreadable' });
  });
});
