import { keepCadence } from '@throughline/app/keep-cadence.ts';
import { recordEvidence } from '@throughline/app/record-evidence.ts';
import { setWorksCouncil } from '@throughline/app/set-works-council.ts';
import type { ListConversationsResponse } from '@throughline/contracts/pages/conversations.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { nudgeStore } from '@throughline/db/nudge-store.ts';
import type { StepOccasion, StepPerson } from '@throughline/domain/policy/steps.ts';
import { aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { open, waitFor } from '@throughline/domain/conversation/conversation.ts';
import { at, day } from '@throughline/domain/testing/builders.ts';
import { describe, expect, test } from 'vitest';
import { anOffice, officeParts, type Office, type Part } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';

const { context, app } = await apiContext({ now: '2027-02-08T11:00:00Z' });
const { db, clock } = context;

async function listFor(office: Office, part: Part, query: string) {
  const answer = await app.inject({
    url: `/api/conversations?${query}`,
    headers: { cookie: await office.cookieOf(part) },
  });
  return { status: answer.statusCode, body: answer.json<ListConversationsResponse & { detail?: string }>() };
}

/** Besides Ana, Carl reports to Ben: without a date since November, because no hour is free, due on 1 February. */
async function anOfficeInNeed({ dueOn = '2027-02-01' }: { dueOn?: string } = {}) {
  const office = await anOffice({ context });
  const carl = aStoredPerson({ givenName: 'Carl', displayName: 'Carl Moss' });
  const conversationId = await db.inOrganization(office.organizationId, async (tx) => {
    await peopleStore(tx).put([carl]);
    const conversations = conversationStore(tx);
    const policyId = (await conversations.byId(office.conversationId))!.policyId;
    const opened = open({
      id: uuid(),
      reportId: carl.id,
      managerId: office.manager.id,
      policyId,
      sequence: 1,
      earlyRequest: false,
      due: { dueOn: day(dueOn), why: [] },
      now: at('2026-11-02T08:00:00Z'),
    });
    const { next, history } = opened;
    await conversations.openAll({
      opened: [{ conversation: next, previousId: null, dueWhy: [], history }],
      now: next.openedAt,
    });
    const before = (await conversations.byId(next.id))!;
    const waiting = waitFor({ conversation: before, reason: 'no_common_time', now: clock.now() });
    if (waiting.kind !== 'changed') throw new Error('It does not wait');
    await conversations.save({ before, after: waiting.next, history: waiting.history, now: clock.now() });
    return next.id;
  });
  return { office, carl, conversationId };
}

const taken = (
  { organizationId, people }: Office,
  conversationId: string,
  ...steps: readonly [StepPerson, StepOccasion, string][]
) =>
  db.inOrganization(organizationId, async (tx) => {
    for (const [who, occasion, now] of steps) {
      const step = {
        conversationId,
        step: `${who}.${occasion}.1`,
        who,
        occasion,
        recipientId: people.hr.id,
        mailKey: 'x',
      };
      await nudgeStore(tx).add({ taken: [step], now: at(now) });
    }
  });

describe('HR’s list of who needs a date', () => {
  test('says why, since when, who was asked to help, and not who was asked whether it took place', async () => {
    const { office, conversationId } = await anOfficeInNeed();
    await taken(
      office,
      conversationId,
      ['manager', 'due_without_a_date', '2027-02-01T08:30:00Z'],
      ['report', 'due_without_a_date', '2027-02-01T08:00:00Z'],
      ['report', 'after_silence', '2027-01-28T08:00:00Z'],
    );
    const { body } = await listFor(office, 'hr', 'scope=organization&state=needs_a_date');
    expect(body.rows).toMatchObject([
      {
        id: conversationId,
        report: { displayName: 'Carl Moss' },
        waitingFor: 'no_common_time',
        help: {
          withoutDateSince: '2026-11-02T08:00:00Z',
          steps: [
            { who: 'report', when: 'due_without_a_date', at: '2027-02-01T08:00:00Z' },
            { who: 'manager', when: 'due_without_a_date', at: '2027-02-01T08:30:00Z' },
          ],
          pastLongestGap: null,
        },
      },
    ]);
  });

  test('is live: what has a date has left it', async () => {
    const { office } = await anOfficeInNeed();
    const { body } = await listFor(office, 'hr', 'scope=organization&state=needs_a_date');
    expect(body.rows.map(({ id }) => id)).not.toContain(office.conversationId);
  });

  test('has what is past the longest gap apart, with the reason', async () => {
    const { office, conversationId } = await anOfficeInNeed({ dueOn: '2027-12-01' });
    await keepCadence(context, office);
    const { body } = await listFor(office, 'hr', 'scope=organization&state=past_longest_gap');
    expect(body.rows.map(({ id, help }) => [id, help?.pastLongestGap])).toEqual([
      [conversationId, { longestUntil: '2027-11-02', because: 'due_date' }],
    ]);
  });

  test('is nobody else’s, whichever way they ask', async () => {
    const { office } = await anOfficeInNeed();
    for (const part of officeParts) {
      const mayAsk = part === 'hr' || part === 'administrator';
      expect((await listFor(office, part, 'scope=organization&state=needs_a_date')).status).toBe(mayAsk ? 200 : 403);
      for (const scope of ['mine', 'my_reports']) {
        const { body } = await listFor(office, part, `scope=${scope}`);
        expect(body.rows.every(({ help }) => help === null)).toBe(true);
      }
    }
  });

  test('is there for nobody under a works council’s terms, and no row of another list says more', async () => {
    const { office } = await anOfficeInNeed();
    await setWorksCouncil(context, { ...office, worksCouncil: true, actor: { kind: 'operator' } });
    for (const state of ['needs_a_date', 'past_longest_gap']) {
      const { status, body } = await listFor(office, 'hr', `scope=organization&state=${state}`);
      expect({ status, detail: body.detail }).toEqual({
        status: 403,
        detail: expect.stringContaining('works council'),
      });
    }
    const { body } = await listFor(office, 'hr', 'scope=organization&state=open');
    expect(body.rows.length).toBeGreaterThan(0);
    expect(body.rows.every(({ help }) => help === null)).toBe(true);
  });

  test('reads the same whether the report denied or said nothing', async () => {
    const seen = await Promise.all(
      [true, false].map(async (denies) => {
        const office = await anOffice({ context });
        const { organizationId, conversationId, report } = office;
        if (denies)
          await recordEvidence(context, {
            organizationId,
            conversationId,
            personId: report.id,
            answer: 'did_not_happen',
          });
        await keepCadence(context, office);
        const { body } = await listFor(office, 'hr', 'scope=organization&state=open');
        return body.rows.map(({ help, state }) => ({ help, state }));
      }),
    );
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toHaveLength(1);
  });
});
