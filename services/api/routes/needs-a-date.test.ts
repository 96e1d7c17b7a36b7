import { setWorksCouncil } from '@throughline/app/set-works-council.ts';
import type { ConnectionHealthResponse } from '@throughline/contracts/pages/connection-health.ts';
import type { NeedsADateResponse } from '@throughline/contracts/pages/needs-a-date.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { nudgeStore } from '@throughline/db/nudge-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { leave, exemption } from '@throughline/db/schema/tables.ts';
import { aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import type { WaitingReason } from '@throughline/domain/conversation/conversation.ts';
import { aConversation, at, aSlot, day } from '@throughline/domain/testing/builders.ts';
import { describe, expect, test } from 'vitest';
import { anOffice, officeParts, type Part } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';

const { context, app } = await apiContext({ now: '2027-01-18T11:00:00Z' });
const { db, clock } = context;
const office = await anOffice({ context });
const { organizationId } = office;

type Given = { dueOn: string; reason: WaitingReason | null; groups?: readonly string[]; managed?: boolean };

/** Somebody who needs a date, opened in November; the report's id and the conversation's. */
async function somebody(name: string, { dueOn, reason, groups = [], managed = true }: Given) {
  const report = { ...aStoredPerson({ givenName: name, displayName: `${name} Moss` }), groups: [...groups] };
  const conversation = aConversation({
    id: uuid(),
    reportId: report.id,
    managerId: managed ? office.manager.id : null,
    policyId: office.policyId,
    dueOn: day(dueOn),
    waitingFor: reason,
    openedAt: at('2026-11-02T08:00:00Z'),
  });
  const history = { kind: 'opened', actor: 'throughline', at: conversation.openedAt, details: {} } as const;
  await db.inOrganization(organizationId, async (tx) => {
    await peopleStore(tx).put([report]);
    const opened = [{ conversation, previousId: null, dueWhy: [], history }];
    await conversationStore(tx).openAll({ opened, now: conversation.openedAt });
  });
  return { reportId: report.id, conversationId: conversation.id };
}

const carl = await somebody('Carl', { dueOn: '2027-01-11', reason: 'manager_not_connected', groups: ['Shops'] });
const dora = await somebody('Dora', { dueOn: '2027-01-20', reason: 'no_common_time', groups: ['Shops', 'Night'] });
const emil = await somebody('Emil', { dueOn: '2027-02-01', reason: 'no_common_time' });
const fred = await somebody('Fred', { dueOn: '2027-02-02', reason: 'not_yet_planned' });
await somebody('Gina', { dueOn: '2027-02-17', reason: 'manager_unknown', managed: false });
await somebody('Hugo', { dueOn: '2027-02-18', reason: 'no_common_time' });
await db.inOrganization(organizationId, async (tx) => {
  const slots = [aSlot({ start: '2027-02-12T09:00:00Z' })];
  const offered = [{ conversationId: dora.conversationId, slots, expiresAt: at('2027-01-22T09:00:00Z') }];
  await proposalStore(tx).offer({ offered, now: clock.now() });
  await tx.insert(leave).values({
    organizationId,
    personId: emil.reportId,
    startsOn: day('2027-01-11'),
    endsOn: day('2027-01-29'),
  });
  await tx.insert(exemption).values({
    organizationId,
    personId: fred.reportId,
    category: 'hold',
    startsOn: day('2027-01-11'),
    endsOn: day('2027-03-31'),
    createdAt: clock.now(),
  });
  const step = { conversationId: carl.conversationId, recipientId: office.people.leader.id, mailKey: 'x' };
  const taken = [
    { ...step, step: 'skip_level.due_without_a_date.1', who: 'skip_level', occasion: 'due_without_a_date' },
    { ...step, step: 'report.after_silence.1', who: 'report', occasion: 'after_silence' },
  ] as const;
  await nudgeStore(tx).add({ taken, now: clock.now() });
});

async function asked(path: string, part: Part = 'hr') {
  const answer = await app.inject({ url: path, headers: { cookie: await office.cookieOf(part) } });
  return { status: answer.statusCode, text: answer.body };
}

async function list(query = '') {
  const body = JSON.parse((await asked(`/api/needs-a-date${query}`)).text) as NeedsADateResponse;
  if (body.kind !== 'people') throw new Error(JSON.stringify(body));
  return body;
}
const names = ({ rows }: Awaited<ReturnType<typeof list>>) =>
  rows.map(({ report }) => report.displayName.split(' ')[0]);

describe('who needs a date', () => {
  test('is everybody without one who is due, or will be within the Monday mail’s horizon, soonest first', async () => {
    const { rows, total, next } = await list();
    expect(
      rows.map(({ report, dueOn, reason, onLeaveUntil }) => [report.displayName, dueOn, reason, onLeaveUntil]),
    ).toEqual([
      ['Carl Moss', '2027-01-11', 'manager_not_connected', null],
      ['Dora Moss', '2027-01-20', 'times_proposed', null],
      ['Emil Moss', '2027-02-01', 'on_leave', '2027-01-29'],
      ['Fred Moss', '2027-02-02', 'on_leave', '2027-03-31'],
      ['Gina Moss', '2027-02-17', 'manager_unknown', null],
    ]);
    expect({ total, next }).toEqual({ total: 5, next: null });
  });

  test('says since when, who was asked to help, and where to write where a calendar is missing', async () => {
    const { rows } = await list();
    expect(rows[0]).toMatchObject({
      conversationId: carl.conversationId,
      manager: { displayName: 'Ben Wójcik', email: office.manager.workEmail },
      withoutDateSince: '2026-11-02T08:00:00Z',
      steps: [{ who: 'skip_level', when: 'due_without_a_date', at: '2027-01-18T11:00:00Z' }],
    });
    expect(rows[1]?.manager?.email).toBeNull();
    expect(rows[4]?.manager).toBeNull();
  });

  test('is counted by reason whatever reason is asked for, and narrowed by what is', async () => {
    const reasons = [
      { reason: 'manager_not_connected', people: 1 },
      { reason: 'times_proposed', people: 1 },
      { reason: 'manager_unknown', people: 1 },
      { reason: 'on_leave', people: 2 },
    ];
    expect((await list('?reason=on_leave')).reasons).toEqual(reasons);
    expect(names(await list('?reason=on_leave'))).toEqual(['Emil', 'Fred']);
    expect(names(await list('?group=Shops'))).toEqual(['Carl', 'Dora']);
    expect((await list('?group=Shops')).reasons).toEqual(reasons.slice(0, 2));
    expect(names(await list(`?manager=${office.manager.id}&search=gina`))).toEqual([]);
    expect(names(await list('?search=gina'))).toEqual(['Gina']);
    expect((await list()).choices).toEqual({
      managers: [{ id: office.manager.id, displayName: 'Ben Wójcik' }],
      groups: ['Night', 'Shops'],
    });
  });

  test('comes page by page, everybody once', async () => {
    const first = await list('?pageSize=3');
    const second = await list(`?pageSize=3&cursor=${first.next}`);
    expect([...names(first), ...names(second)]).toEqual(['Carl', 'Dora', 'Emil', 'Fred', 'Gina']);
    expect(second.choices).toBeNull();
    expect((await asked('/api/needs-a-date?cursor=nonsense')).status).toBe(400);
  });

  test('can be taken along as a table, with the filters kept and the reasons in words', async () => {
    const { text } = await asked('/api/needs-a-date.csv?group=Shops');
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('report,manager,best_by,reason,why');
    expect(lines[1]).toMatch(/^Carl Moss,Ben Wójcik,2027-01-11,manager_not_connected,The manager’s calendar/);
  });

  test('is told to HR and administrators alone', async () => {
    for (const part of officeParts) {
      const status = part === 'hr' || part === 'administrator' ? 200 : 403;
      for (const path of ['/api/needs-a-date', '/api/needs-a-date.csv', '/api/calendars/health']) {
        expect([part, path, (await asked(path, part)).status]).toEqual([part, path, status]);
      }
    }
  });
});

test('how the calendars stand is told in numbers', async () => {
  const { health } = JSON.parse((await asked('/api/calendars/health')).text) as ConnectionHealthResponse;
  expect(health).toMatchObject({ working: 0, stale: 0, broken: [], notConnected: 1, oldestReadAt: null });
});

test('with a works council’s terms neither says anything about anybody', async () => {
  const actor = { kind: 'operator' } as const;
  await setWorksCouncil(context, { organizationId, worksCouncil: true, actor });
  expect((await asked('/api/needs-a-date')).text).toBe('{"kind":"units_only"}');
  expect((await asked('/api/needs-a-date.csv')).status).toBe(403);
  expect((await asked('/api/calendars/health')).text).toBe('{"health":null}');
});
