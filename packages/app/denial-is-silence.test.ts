import type { Transaction } from '@throughline/db/database.ts';
import {
  audit,
  conversation,
  conversationHistory,
  coverageSnapshot,
  digest,
  evidence,
  outbox,
  webhookDelivery,
  webhookEvent,
} from '@throughline/db/schema/tables.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import { answerKinds, type AnswerKind } from '@throughline/domain/conversation/outcome.ts';
import { nudgeStore } from '@throughline/db/nudge-store.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import { webhookEndpointStore } from '@throughline/db/webhook-endpoint-store.ts';
import { createWebhookSecret } from '@throughline/security/webhook/webhook-signature.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conversationDetails } from './conversation-details.ts';
import { v1Conversation } from './conversation-row.ts';
import { countCoverage } from './publish-coverage.ts';
import { decideOutcomes } from './decide-outcomes.ts';
import { deliverToEndpoint } from './deliver-to-endpoint.ts';
import { endConversations } from './end-conversations.ts';
import { keepCadence } from './keep-cadence.ts';
import { listConversations } from './list-conversations.ts';
import type { MailContent } from './ports/mail-content.ts';
import type { Mailer } from './ports/mailer.ts';
import type { WebhookSender } from './ports/webhook-sender.ts';
import { recordEvidence } from './record-evidence.ts';
import { relayOutbox } from './relay-outbox.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { sendWeeklyDigest } from './send-weekly-digest.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import type { Pair } from './testing/a-pair.ts';
import { testContext } from './testing/test-context.ts';
import { sealSecret } from './webhook-secrets.ts';
import { loadViewer } from './viewer.ts';

const base = await testContext();
const { db, clock } = base;

type Step =
  | { readonly kind: 'answer'; readonly who: 'report' | 'manager'; readonly answer: AnswerKind }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'wait'; readonly hours: number };

const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('answer' as const),
    who: fc.constantFrom('report' as const, 'manager' as const),
    answer: fc.constantFrom(...answerKinds),
  }),
  fc.constant({ kind: 'sweep' as const }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 9, 24, 100, 168, 400) }),
);

const isDenial = (step: Step) => step.kind === 'answer' && step.who === 'report' && step.answer !== 'happened';

/** Lives through a script from the end of a conversation, and notes everything anybody but the report can observe. */
async function live(script: readonly Step[]): Promise<string> {
  clock.set('2027-01-25T10:00:00Z');
  const pair = await aPair({ db });
  const conversationId = await aBookedConversation({ db, pair });
  const organizationId = pair.organization.id;
  await db.inOrganization(organizationId, (tx) =>
    accessStore(tx).grantRole({ personId: pair.manager.id, role: 'hr', grantedById: null, grantedAt: clock.now() }),
  );
  const mails: MailContent[] = [];
  const posted: unknown[] = [];
  const webhooks: WebhookSender = {
    refusalOf: () => null,
    post: async ({ headers, body }) => {
      posted.push({ at: clock.now(), id: headers['webhook-id'], body });
      return { kind: 'answered', status: 204, retryAfterSeconds: null };
    },
  };
  const context = { ...base, webhooks };
  const endpointId = await toldEndpoint({ organizationId });
  const observed: unknown[] = [];
  for (const step of script) {
    if (step.kind === 'wait') clock.advanceBy({ hours: step.hours });
    if (step.kind === 'sweep') {
      await sweep({ organizationId, mails });
      await deliverToEndpoint(context, { organizationId, endpointId });
    }
    if (step.kind === 'answer') {
      const personId = pair[step.who].id;
      const recorded = await recordEvidence(base, { organizationId, conversationId, personId, answer: step.answer });
      if (step.who === 'manager') observed.push(recorded);
    }
    if (!isDenial(step)) observed.push(await snapshotFor({ pair, conversationId }));
  }
  const toOthers = mails
    .filter(({ givenName }) => givenName !== pair.report.givenName)
    .toSorted((a, b) => (a.template < b.template ? -1 : 1));
  return anonymous(JSON.stringify({ observed, toOthers, posted }));
}

async function toldEndpoint({ organizationId }: { organizationId: string }): Promise<string> {
  const id = uuid();
  const secret = sealSecret({ keyring: base.keyring, endpoint: { id, organizationId }, secret: createWebhookSecret() });
  const endpoint = { id, secret, url: 'https://hr.example.com/', description: '', eventTypes: null };
  await db.inOrganization(organizationId, (tx) => webhookEndpointStore(tx).insert({ endpoint, now: clock.now() }));
  return id;
}

async function sweep({ organizationId, mails }: { organizationId: string; mails: MailContent[] }): Promise<void> {
  const accepting: Mailer = {
    send: async ({ onHandover }) => {
      await onHandover();
      return { kind: 'accepted' };
    },
  };
  const renderMail = ({ content }: { content: MailContent }) => {
    mails.push(content);
    return { subject: '', html: '', text: '' };
  };
  const context = { ...base, mailer: accepting, renderMail };
  await endConversations(context, { organizationId });
  await decideOutcomes(context, { organizationId });
  await keepCadence(context, { organizationId });
  await sendWeeklyDigest(context, { organizationId });
  await sendDueReminders(context, { organizationId });
  await relayOutbox(context, { organizationId });
}

/** Rows as they are stored, pages as they are shown to the manager (who is HR as well), figures as they are counted. */
async function snapshotFor({ pair, conversationId }: { pair: Pair; conversationId: string }): Promise<unknown> {
  const organizationId = pair.organization.id;
  const now = clock.now();
  const today = now.toZonedDateTimeISO('Europe/Berlin').toPlainDate();
  const { stored, viewer, counted } = await db.inOrganization(organizationId, async (tx) => ({
    stored: await storedRows({ tx, reportId: pair.report.id }),
    viewer: await loadViewer({ tx, organizationId, personId: pair.manager.id, today }),
    counted: await countCoverage({ tx, organizationId, asOf: today, now }),
  }));
  if (viewer === null) throw new Error('The manager is gone');
  const list = await listConversations(base, { organizationId, filter: {}, cursor: null, pageSize: 10 });
  return {
    stored,
    page: await conversationDetails(base, { viewer, conversationId }),
    api: list.kind === 'page' ? list.rows.map((view) => v1Conversation({ view, now: clock.now() })) : list,
    facts: counted?.facts,
    published: counted?.snapshot,
  };
}

async function storedRows({ tx, reportId }: { tx: Transaction; reportId: string }): Promise<unknown> {
  const mails = await tx.select().from(outbox).orderBy(outbox.id);
  const conversations = await tx.select().from(conversation).orderBy(conversation.sequence);
  return {
    conversations,
    history: await tx.select().from(conversationHistory).orderBy(conversationHistory.at, conversationHistory.id),
    steps: await nudgeStore(tx).visibleOf(conversations.map(({ id }) => id)),
    mails: mails
      .filter(({ recipientId }) => recipientId !== reportId)
      .map(({ template, state, dueAt, sentAt, attempts }) => ({ template, state, dueAt, sentAt, attempts })),
    digests: await tx.select().from(digest).orderBy(digest.isoWeek),
    snapshots: await tx.select().from(coverageSnapshot).orderBy(coverageSnapshot.isoWeek),
    told: await tx.select().from(webhookEvent).orderBy(webhookEvent.id),
    telling: await tx.select().from(webhookDelivery).orderBy(webhookDelivery.id),
    audit: await tx.select().from(audit).orderBy(audit.id),
  };
}

/** Ids differ from run to run, and so do the tokens made of them: each becomes the order in which it first appears. */
function anonymous(text: string): string {
  const names = new Map<string, string>();
  const nameOf = (id: string) => names.get(id) ?? names.set(id, `<${names.size}>`).get(id)!;
  return text
    .replaceAll(/token=[\w.-]+/g, 'token=…')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, nameOf);
}

test('to everyone but the report, a denial is silence: rows, history, mails, webhooks, figures, times', async () => {
  const scripts = fc.array(aStep, { minLength: 2, maxLength: 8 }).filter((script) => script.some(isDenial));
  await fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      const denied = await live([...script, { kind: 'sweep' }]);
      const silent = await live([...script.filter((step) => !isDenial(step)), { kind: 'sweep' }]);
      expect(denied).toBe(silent);
    }),
    { numRuns: 12, seed: 20270125 },
  );
});

test.each([null, 'happened'] as const)(
  'for two months it is, whether they say that it did not happen or that it was part of the 1:1; the manager: %s',
  async (claim) => {
    const managers: readonly Step[] = claim === null ? [] : [{ kind: 'answer', who: 'manager', answer: claim }];
    const sixtyDays = Array.from({ length: 30 }).flatMap((): readonly Step[] => [
      { kind: 'sweep' },
      { kind: 'wait', hours: 48 },
    ]);
    const silent = await live([...managers, ...sixtyDays]);
    const denial: Step = { kind: 'answer', who: 'report', answer: 'did_not_happen' };
    const folded: Step = { kind: 'answer', who: 'report', answer: 'folded_into_one_on_one' };
    expect(await live([denial, ...managers, ...sixtyDays])).toBe(silent);
    expect(await live([...managers, ...sixtyDays.slice(0, 3), folded, ...sixtyDays.slice(3)])).toBe(silent);
  },
  120_000,
);

test('the report’s own denial is kept, for the report and for counts of many', async () => {
  clock.set('2027-01-25T10:00:00Z');
  const pair = await aPair({ db });
  const conversationId = await aBookedConversation({ db, pair });
  const organizationId = pair.organization.id;
  const personId = pair.report.id;
  await recordEvidence(base, { organizationId, conversationId, personId, answer: 'did_not_happen' });
  const rows = await db.inOrganization(organizationId, (tx) => tx.select().from(evidence));
  expect(rows).toMatchObject([{ side: 'report', kind: 'did_not_happen' }]);
  const viewer = await db.inOrganization(organizationId, (tx) =>
    loadViewer({ tx, organizationId, personId, today: clock.now().toZonedDateTimeISO('UTC').toPlainDate() }),
  );
  if (viewer === null) throw new Error('The report is gone');
  const page = await conversationDetails(base, { viewer, conversationId });
  expect(page?.viewer.ownAnswer).toBe('did_not_happen');
});
