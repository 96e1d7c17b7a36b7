import { day } from '@throughline/domain/testing/builders.ts';
import type { ConversationFilter } from '@throughline/db/conversation-view-store.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { listConversations } from './list-conversations.ts';
import { aCompany, type Company } from './testing/a-company.ts';
import { storeConversations } from './testing/some-conversations.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext();
const { db, clock } = context;
let company: Company;
beforeAll(async () => {
  company = await aCompany({ db, syncedAt: clock.now() });
  const given = company.staff
    .slice(0, 12)
    .map(({ id: reportId }, index) => ({ reportId, dueOn: day('2027-02-01').add({ days: (index * 5) % 12 }) }));
  await storeConversations({ db, company, given });
});

async function page(given: {
  filter?: ConversationFilter;
  order?: 'opened' | 'due';
  cursor?: string | null;
  pageSize?: number;
}) {
  const { filter = {}, cursor = null, pageSize = 5, order = 'opened' } = given;
  const listed = await listConversations(context, {
    organizationId: company.organization.id,
    filter,
    order,
    cursor,
    pageSize,
  });
  if (listed.kind !== 'page') throw new Error(listed.kind);
  return listed;
}

async function walk(given: { order?: 'opened' | 'due'; between?: () => Promise<void> }): Promise<string[]> {
  const { between, ...asked } = given;
  const ids: string[] = [];
  for (let cursor: string | null = null, more = true; more;) {
    const listed = await page({ ...asked, cursor });
    ids.push(...listed.rows.map(({ id }) => id));
    cursor = listed.next;
    more = cursor !== null;
    await between?.();
  }
  return ids;
}

describe('paging', () => {
  test.each(['opened', 'due'] as const)('in the order %s every row comes once, and back again', async (order) => {
    const ids = await walk({ order });
    expect(new Set(ids).size).toBe(12);
    expect(ids).toHaveLength(12);
    const second = await page({ order, cursor: (await page({ order })).next });
    const first = await page({ order, cursor: second.previous });
    expect(first.rows.map(({ id }) => id)).toEqual(ids.slice(0, 5));
    expect(first.previous).toBeNull();
    expect((await page({ order, cursor: first.next })).rows).toEqual(second.rows);
  });

  test('what is opened between two pages neither hides nor repeats a row', async () => {
    const before = await walk({});
    let opened = 12;
    const after = await walk({
      between: async () => {
        const reportId = company.staff[opened]?.id;
        opened += 1;
        if (reportId !== undefined)
          await storeConversations({ db, company, given: [{ reportId, dueOn: day('2027-01-01') }] });
      },
    });
    expect(after.slice(0, 12)).toEqual(before);
    expect(new Set(after).size).toBe(after.length);
  });

  test('a cursor of another order, or of nobody, is refused', async () => {
    const { next } = await page({ order: 'due' });
    const asked = { organizationId: company.organization.id, filter: {}, pageSize: 5 };
    expect(await listConversations(context, { ...asked, cursor: next })).toEqual({ kind: 'invalid' });
    expect(await listConversations(context, { ...asked, cursor: 'e30' })).toEqual({ kind: 'invalid' });
    expect(await listConversations(context, { ...asked, cursor: '%%%' })).toEqual({ kind: 'invalid' });
  });
});

describe('filters', () => {
  const found = async (filter: ConversationFilter) => (await page({ filter, pageSize: 50, order: 'due' })).rows;

  test('by manager, by report, by group and by name', async () => {
    const [first] = company.staff;
    const managerId = company.managerOf.get(first!.id)!;
    expect((await found({ managerId })).map(({ manager }) => manager?.id)).toEqual(Array(3).fill(managerId));
    expect(await found({ reportId: first!.id })).toHaveLength(1);
    const team = await found({ group: 'Team 2' });
    expect(team.length).toBeGreaterThan(0);
    expect(team.every(({ report }) => report.displayName.endsWith(' 2'))).toBe(true);
    expect(await found({ search: first!.displayName.toUpperCase() })).toHaveLength(1);
    expect(await found({ search: '100%' })).toEqual([]);
  });

  test('by due date, both ends included', async () => {
    const rows = await found({ dueFrom: day('2027-02-01'), dueTo: day('2027-02-03') });
    expect(new Set(rows.map(({ dueOn }) => dueOn.toString()))).toEqual(
      new Set(['2027-02-01', '2027-02-02', '2027-02-03']),
    );
  });

  test('by state', async () => {
    expect((await found({ states: ['due'] })).length).toBeGreaterThan(11);
    expect(await found({ states: ['held'] })).toEqual([]);
  });

  test('another organisation sees none of it', async () => {
    const other = await aCompany({ db, syncedAt: clock.now() });
    const listed = await listConversations(context, {
      organizationId: other.organization.id,
      filter: { reportId: company.staff[0]!.id },
      cursor: null,
      pageSize: 10,
    });
    expect(listed).toMatchObject({ rows: [], total: 0 });
  });
});
