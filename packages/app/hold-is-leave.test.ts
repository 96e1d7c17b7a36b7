import { accessStore } from '@throughline/db/access-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { aStoredPerson } from '@throughline/db/testing/rows.ts';
import {
  audit,
  conversation,
  conversationHistory,
  coverageSnapshot,
  digest,
  event,
  outbox,
  person,
  proposal,
} from '@throughline/db/schema/tables.ts';
import { beforeEach, expect, test } from 'vitest';
import { conversationDetails } from './conversation-details.ts';
import { conversationRow, v1Conversation } from './conversation-row.ts';
import { decideOutcomes } from './decide-outcomes.ts';
import { endConversations } from './end-conversations.ts';
import { importPeople } from './import-people.ts';
import { keepCadence } from './keep-cadence.ts';
import { liftExemption } from './lift-exemption.ts';
import { listConversations } from './list-conversations.ts';
import { listExemptions } from './list-exemptions.ts';
import type { MailContent } from './ports/mail-content.ts';
import { countCoverage, publishCoverage } from './publish-coverage.ts';
import { recordEvidence } from './record-evidence.ts';
import { relayOutbox } from './relay-outbox.ts';
import { renewExemption } from './renew-exemption.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { sendWeeklyDigest } from './send-weekly-digest.ts';
import { stateExemption } from './state-exemption.ts';
import { absenceStories, type AbsenceStory } from './testing/absence-stories.ts';
import { aTeam, connectPeople, openAccounts } from './testing/a-team.ts';
import { bookingContext, turn } from './testing/booking-context.ts';
import { loadViewer } from './viewer.ts';

const base = await bookingContext();
const { db, clock, world } = base;
beforeEach(() => clock.set('2026-11-02T08:00:00Z'));

type Arm = 'leave' | 'hold';

/** Lives through a story and notes everything that anybody but HR's own page of exemptions shows or sends. */
async function live({
  arm,
  story,
  who,
}: {
  arm: Arm;
  story: AbsenceStory;
  who: 'report' | 'manager';
}): Promise<string> {
  clock.set('2026-11-02T08:00:00Z');
  const team = await aTeam({ context: base, rules: { firstPlanHoldWorkingDays: 0 } });
  const { organizationId, manager, reports } = team;
  const [report] = reports;
  const hanna = aStoredPerson({ givenName: 'Hanna', displayName: 'Hanna Sund', country: null });
  await db.inOrganization(organizationId, async (tx) => {
    await peopleStore(tx).put([hanna]);
    for (const role of ['hr', 'leadership'] as const) {
      await accessStore(tx).grantRole({ personId: hanna.id, role, grantedById: null, grantedAt: clock.now() });
    }
  });
  await openAccounts({ world, people: [manager, ...reports] });
  await connectPeople({ context: base, world, organizationId, people: [manager] });
  const absent = who === 'report' ? report! : manager;
  const mails: SentMail[] = [];
  const observed: unknown[] = [];
  let exemptionId: string | null = null;

  /** HR's nightly file lists no leave where it is a hold, and must take none away. */
  const fromHr = (leaves: readonly { startsOn: Temporal.PlainDate; endsOn: Temporal.PlainDate }[]) =>
    importPeople(base, {
      organizationId,
      rows: [
        {
          externalId: null,
          givenName: absent.givenName,
          familyName: absent.familyName,
          displayName: absent.displayName,
          workEmail: absent.workEmail,
          leaves: leaves.map((leave) => ({ ...leave, externalId: null })),
        },
      ],
    });
  const actor = { kind: 'person', id: hanna.id } as const;

  let away: { startsOn: Temporal.PlainDate; endsOn: Temporal.PlainDate } | null = null;
  async function tell(step: Extract<AbsenceStory[number], { kind: 'away' | 'back' }>): Promise<void> {
    const today = clock.now().toZonedDateTimeISO('Europe/Berlin').toPlainDate();
    const endsOn = step.kind === 'away' ? Temporal.PlainDate.from(step.to) : today.subtract({ days: 1 });
    const isNew = away === null;
    away =
      step.kind === 'away'
        ? { startsOn: Temporal.PlainDate.from(step.from), endsOn }
        : away && Temporal.PlainDate.compare(endsOn, away.startsOn) >= 0
          ? { ...away, endsOn }
          : null;
    if (arm === 'leave') {
      await fromHr(away ? [away] : []);
      return;
    }
    if (step.kind === 'back') {
      expect(await liftExemption(base, { organizationId, id: exemptionId!, actor })).toBe('lifted');
    } else if (isNew) {
      const stated = await stateExemption(base, {
        organizationId,
        person: absent,
        category: 'hold',
        startsOn: away!.startsOn,
        endsOn,
        author: hanna,
        actor,
      });
      if (stated.kind === 'refused') throw new Error(stated.reason);
      exemptionId = stated.id;
    } else {
      expect(await renewExemption(base, { organizationId, id: exemptionId!, endsOn, actor })).toEqual({
        kind: 'renewed',
      });
    }
    await fromHr([]);
  }

  await observe();
  for (const step of story) {
    if (step.kind === 'wait') {
      for (let day = 0; day < step.days; day += 1) {
        clock.advanceBy({ hours: 24 });
        await observe();
      }
    } else if (step.kind === 'claim') {
      const [latest] = await db.inOrganization(organizationId, (tx) => tx.select().from(conversation));
      observed.push(
        await recordEvidence(base, {
          organizationId,
          conversationId: latest!.id,
          personId: manager.id,
          answer: 'happened',
        }),
      );
    } else {
      await tell(step);
      await observe();
    }
  }
  const told = await listExemptions(base, { organizationId });
  expect(told.exemptions.every(({ category }) => category === 'hold')).toBe(true);
  return anonymous(JSON.stringify({ observed, mails: mails.map(orderOf).toSorted() }, null, 1));

  async function observe(): Promise<void> {
    const steps = await turn(base, { organizationId });
    await sweep({ organizationId, mails });
    const now = clock.now();
    const today = now.toZonedDateTimeISO('Europe/Berlin').toPlainDate();
    const rows = await db.inOrganization(organizationId, async (tx) => ({
      conversations: await tx.select().from(conversation).orderBy(conversation.sequence),
      history: await tx.select().from(conversationHistory).orderBy(conversationHistory.at, conversationHistory.id),
      events: await tx.select().from(event).orderBy(event.id),
      people: await tx.select({ id: person.id, updatedAt: person.updatedAt }).from(person).orderBy(person.displayName),
      proposals: await tx.select().from(proposal),
      mails: await tx.select().from(outbox).orderBy(outbox.id),
      digests: await tx.select().from(digest).orderBy(digest.isoWeek),
      snapshots: await tx.select().from(coverageSnapshot).orderBy(coverageSnapshot.isoWeek),
    }));
    const counted = await db.inOrganization(organizationId, (tx) =>
      countCoverage({ tx, organizationId, asOf: today, now }),
    );
    const list = await listConversations(base, { organizationId, filter: {}, cursor: null, pageSize: 50 });
    if (list.kind !== 'page') throw new Error(list.kind);
    const pages = [];
    for (const { id: personId } of [report!, manager, hanna]) {
      const viewer = await db.inOrganization(organizationId, (tx) =>
        loadViewer({ tx, organizationId, personId, today }),
      );
      for (const { id: conversationId } of list.rows) {
        pages.push(viewer && (await conversationDetails(base, { viewer, conversationId })));
      }
    }
    observed.push({
      at: now.toString(),
      steps,
      rows: { ...rows, events: rows.events.map(whatMatters), mails: rows.mails.map(whatMatters) },
      counted: counted && { facts: counted.facts, snapshot: counted.snapshot },
      list: list.rows.map((view) => [conversationRow({ view, now }), v1Conversation({ view, now })]),
      pages,
      calendars: {
        manager: timesOf(await world.seenBy(manager.workEmail)),
        report: timesOf(await world.seenBy(report!.workEmail)),
      },
    });
  }
}

type SentMail = { readonly at: string; readonly content: MailContent };

/** Several leave at once, in any order; their ids are told from each other by the rows they are in. */
const orderOf = ({ at, content }: SentMail) =>
  `${at} ${content.template} to ${content.givenName}: ${JSON.stringify(content)}`;

/** Ids and etags of the provider, and times of the machine, differ between any two lives. */
function whatMatters(row: Record<string, unknown>): unknown {
  const { id, conversationId, step, desiredStep, startsAt, endsAt, template, state, dueAt, recipientId } = row;
  return { id, conversationId, step, desiredStep, startsAt, endsAt, template, state, dueAt, recipientId };
}

function timesOf(entries: readonly { readonly start?: unknown; readonly end?: unknown }[]): unknown {
  return entries.map(({ start, end }) => ({ start: String(start), end: String(end) }));
}

async function sweep({ organizationId, mails }: { organizationId: string; mails: SentMail[] }): Promise<void> {
  const context = {
    ...base,
    mailer: {
      send: async ({ onHandover }: { onHandover: () => Promise<void> }) => {
        await onHandover();
        return { kind: 'accepted' } as const;
      },
    },
    renderMail: ({ content }: { content: MailContent }) => {
      mails.push({ at: clock.now().toString(), content });
      return { subject: '', html: '', text: '' };
    },
  };
  await endConversations(context, { organizationId });
  await decideOutcomes(context, { organizationId });
  await keepCadence(context, { organizationId });
  await publishCoverage(context, { organizationId });
  await sendWeeklyDigest(context, { organizationId });
  await sendDueReminders(context, { organizationId });
  await relayOutbox(context, { organizationId });
}

/** Ids differ from life to life, and so do the tokens made of them: each becomes the order in which it first appears. */
function anonymous(text: string): string {
  const names = new Map<string, string>();
  const nameOf = (id: string) => names.get(id) ?? names.set(id, `<${names.size}>`).get(id)!;
  return text
    .replaceAll(/token=[\w.-]+/g, 'token=…')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, nameOf);
}

test.each(absenceStories)('to everybody but HR a hold is leave: $title', async ({ story, who, shows }) => {
  const onLeave = await live({ arm: 'leave', story, who });
  const onHold = await live({ arm: 'hold', story, who });
  expect(onHold).toBe(onLeave);
  expect(onLeave).toContain(shows);
  expect(onHold).not.toContain('hold');
});

test('the audit says who stated which hold, and neither about whom nor that it is one', async () => {
  const team = await aTeam({ context: base });
  const [report] = team.reports;
  const { organizationId, manager } = team;
  const actor = { kind: 'person', id: manager.id } as const;
  const endsOn = Temporal.PlainDate.from('2026-12-24');
  const stated = await stateExemption(base, {
    organizationId,
    person: report!,
    category: 'hold',
    startsOn: null,
    endsOn,
    author: manager,
    actor,
  });
  if (stated.kind === 'refused') throw new Error(stated.reason);
  await renewExemption(base, { organizationId, id: stated.id, endsOn: endsOn.add({ days: 7 }), actor });
  await liftExemption(base, { organizationId, id: stated.id, actor });
  const rows = await db.inOrganization(organizationId, (tx) => tx.select().from(audit).orderBy(audit.id));
  expect(rows.map(({ action, actorId, subjectId }) => ({ action, actorId, subjectId }))).toEqual(
    ['exemption.stated', 'exemption.renewed', 'exemption.lifted'].map((action) => ({
      action,
      actorId: manager.id,
      subjectId: stated.id,
    })),
  );
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`hold|${report!.id}`));
});
