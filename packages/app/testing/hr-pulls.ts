import { hrSourceStore } from '@throughline/db/hr-source-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { anOrganization } from '@throughline/db/testing/rows.ts';
import { aBambooHr } from '@throughline/hr-systems/testing/a-bamboohr.ts';
import { anEmployee, type Employee, type HrRecord } from '@throughline/hr-systems/testing/an-hr-server.ts';
import { aPersonio } from '@throughline/hr-systems/testing/a-personio.ts';
import { beforeEach } from 'vitest';
import { addHrSource } from '../add-hr-source.ts';
import { pullPeople } from '../pull-people.ts';
import { testContext } from './test-context.ts';

export const actor = { kind: 'operator' } as const;

export const manyEmployees = (count: number): readonly Employee[] =>
  Array.from({ length: count }, (_, index) => anEmployee(String(index + 1)));

/**
 * Before each test a fresh organisation that pulls from a BambooHR of twenty people, called `main`; a Personio with nobody
 * in it stands beside, to be added as `second`. Call it at the top of a file.
 */
export async function hrPulls() {
  const context = await testContext({ now: '2027-01-25T03:00:00Z' });
  const { db } = context;
  const upper: HrRecord = { employees: [], absences: [] };
  const lower: HrRecord = { employees: [], absences: [] };
  const bamboohr = await aBambooHr(upper);
  const personio = await aPersonio(lower);
  const here = { organizationId: '', main: '' };

  const inside = <T>(work: (tx: Transaction) => Promise<T>) => db.inOrganization(here.organizationId, work);
  const all = () => inside((tx) => peopleStore(tx).all());
  const person = async (email: string) => (await all()).find(({ workEmail }) => workEmail === email);

  async function add(name: 'main' | 'second', precedence: number | null = null): Promise<string> {
    const server = name === 'main' ? bamboohr : personio;
    const added = await addHrSource(context, {
      organizationId: here.organizationId,
      name,
      kind: name === 'main' ? 'bamboohr' : 'personio',
      address: server.origin,
      options: { absences: true },
      credentials: server.credentials,
      precedence,
      actor,
    });
    if (added.kind !== 'added') throw new Error(added.kind);
    return added.id;
  }

  beforeEach(async () => {
    const organization = anOrganization({ mailDomains: [`${crypto.randomUUID()}.example`], timeZone: 'UTC' });
    here.organizationId = organization.id;
    await db.acrossOrganizations((tx) => organizationStore(tx).insert(organization));
    Object.assign(upper, { employees: manyEmployees(20), absences: [] });
    Object.assign(lower, { employees: [], absences: [] });
    bamboohr.faults.length = 0;
    here.main = await add('main');
  });

  return {
    context,
    upper,
    lower,
    bamboohr,
    here,
    add,
    inside,
    all,
    person,
    /** By the number in the made-up address. */
    ofId: (id: string) => person(`person${id}@acme.example`),
    pull: (sourceId = here.main, mayLeave = 0) =>
      pullPeople(context, { organizationId: here.organizationId, sourceId, mayLeave, actor }),
    source: async () => (await inside((tx) => hrSourceStore(tx).all())).find(({ id }) => id === here.main)!,
    change: (id: string, values: Partial<Employee>, of = upper) => {
      of.employees = of.employees.map((one) => (one.id === id ? { ...one, ...values } : one));
    },
  };
}
