import { addWebhookEndpoint } from '@throughline/app/add-webhook-endpoint.ts';
import { createApiKey } from '@throughline/app/create-api-key.ts';
import { decideOutcomes } from '@throughline/app/decide-outcomes.ts';
import { endConversations } from '@throughline/app/end-conversations.ts';
import { keepCadence } from '@throughline/app/keep-cadence.ts';
import { confirmUrl } from '@throughline/app/mail-links.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { publishCoverage } from '@throughline/app/publish-coverage.ts';
import { sendDueReminders } from '@throughline/app/send-due-reminders.ts';
import { aCompany, type Company } from '@throughline/app/testing/a-company.ts';
import { aBookedConversation } from '@throughline/app/testing/a-pair.ts';
import { storeConversations } from '@throughline/app/testing/some-conversations.ts';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import { connection, conversation } from '@throughline/db/schema/tables.ts';
import { testClock } from '@throughline/testing/test-clock.ts';
import { answerKinds, type AnswerKind } from '@throughline/domain/conversation/outcome.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildApp } from './app.ts';
import { apiContext } from './testing/api-context.ts';
import { clonedDatabases } from './testing/cloned-databases.ts';

const { context: base, declared } = await apiContext();
const ended = '2027-01-25T10:00:00Z';
const wall = base.clock.wall();

type World = {
  company: Company;
  conversationId: string;
  endpointId: string;
  cookies: Record<string, string>;
  key: string;
};
const given = {} as World;

const inCopy = await clonedDatabases(async (db) => {
  const context = { ...base, db, clock: testClock({ now: ended, wall }) };
  const company = await aCompany({ db, syncedAt: context.clock.now() });
  const organizationId = company.organization.id;
  const [manager, leadership] = [company.managers[0]!, company.staff.at(-1)!];
  const report = company.staff.find(({ id }) => company.managerOf.get(id) === manager.id)!;
  const pair = { organization: company.organization, policy: company.policy, manager, report };
  const grantedAt = context.clock.now();
  await db.inOrganization(organizationId, async (tx) => {
    await accessStore(tx).grantRole({ personId: leadership.id, role: 'leadership', grantedById: null, grantedAt });
    await accessStore(tx).grantRole({ personId: company.hr.id, role: 'administrator', grantedById: null, grantedAt });
  });
  // Everybody else is due, so that the figures of their units are published.
  const others = [...company.directors, ...company.managers, ...company.staff].filter(({ id }) => id !== report.id);
  const dueOn = Temporal.PlainDate.from('2027-01-11');
  await storeConversations({ db, company, given: others.map(({ id: reportId }) => ({ reportId, dueOn })) });
  const conversationId = await aBookedConversation({ db, pair });
  const people = { report, manager, leader: company.directors[0]!, chief: company.chief, hr: company.hr, leadership };
  const cookies: Record<string, string> = {};
  for (const [name, { id: personId }] of Object.entries(people)) {
    const { token } = await openSession(context, { organizationId, personId, method: 'mailed_link' });
    cookies[name] = `__Host-throughline_session=${token}`;
  }
  const { key } = await createApiKey(context, {
    organizationId,
    name: 'HR',
    scopes: apiScopes,
    actor: { kind: 'operator' },
  });
  const added = await addWebhookEndpoint(context, {
    organizationId,
    actor: { kind: 'operator' },
    url: 'https://hr.example.com/',
    description: '',
    eventTypes: null,
  });
  if (added.kind !== 'added') throw new Error('Nobody is told');
  Object.assign(given, { company, conversationId, endpointId: added.id, cookies, key });
});

type Step =
  | {
      readonly kind: 'answer';
      readonly who: 'report' | 'manager';
      readonly answer: AnswerKind;
      readonly through: 'page' | 'link';
    }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'wait'; readonly hours: number };

const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('answer' as const),
    who: fc.constantFrom('report' as const, 'manager' as const),
    answer: fc.constantFrom(...answerKinds),
    through: fc.constantFrom('page' as const, 'link' as const),
  }),
  fc.constant({ kind: 'sweep' as const }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 24, 168, 400) }),
);
const isDenial = (step: Step) => step.kind === 'answer' && step.who === 'report' && step.answer !== 'happened';

/** Everything that can be asked for, from the list of routes; what is asked of a route in particular stands here. */
const questions: Readonly<Record<string, readonly string[]>> = {
  '/api/conversations': [
    '?scope=mine',
    '?scope=my_reports&pageSize=1',
    '?scope=organization&pageSize=1',
    '?scope=organization&state=ended',
    '?scope=my_reports&state=needs_a_date',
    '?scope=organization&search=North',
  ],
  '/api/needs-a-date': ['', '?pageSize=1', '?reason=not_yet_planned'],
  '/v1/webhook_endpoints/:id/deliveries': ['', '?state=waiting'],
  '/v1/conversations': ['', '?page_size=1', '?state=unconfirmed', '?state=booked', `?modified_after=${ended}`],
};
const asked = declared.filter(({ method, url }) => method === 'GET' && /^\/(api|v1)\//.test(url));

/** Lives through a script over HTTP, and notes every answer anybody but the report gets. */
function live(script: readonly Step[]): Promise<string> {
  return inCopy(async (db) => {
    const clock = testClock({ now: ended, wall });
    const context = { ...base, db, clock };
    const { app } = await buildApp({ context, signIn: new Map(), demo: null, pagesDir: null });
    const { company, conversationId, cookies, key } = given;
    const organizationId = company.organization.id;
    const managerId = company.managers[0]!.id;
    const reportId = company.staff.find(({ id }) => company.managerOf.get(id) === managerId)!.id;
    const tokenOf = (personId: string) => {
      const expiresAt = Temporal.Instant.from(ended).add({ hours: 24 * 60 });
      return new URL(confirmUrl(context, { organizationId, personId, conversationId, expiresAt })).searchParams.get(
        'token',
      )!;
    };
    const observed: string[] = [];

    async function ask(who: string, url: string, headers: Record<string, string>) {
      const answer = await app.inject({ url, headers });
      // An ETag is made of the body, ids of what was opened since included; the body is compared with those named.
      // How many requests are left is counted by the minute of this machine, and by nothing but requests.
      const stable = Object.entries(answer.headers).filter(
        ([name]) => !/^(date|ratelimit-reset|ratelimit-remaining|etag)$/.test(name),
      );
      observed.push(
        JSON.stringify([who, url, answer.statusCode, withoutCursors(withoutInstance(answer.body)), stable]),
      );
    }

    async function observe() {
      const ids = await db.inOrganization(organizationId, (tx) =>
        tx
          .select({ id: conversation.id, reportId: conversation.reportId })
          .from(conversation)
          .orderBy(conversation.sequence),
      );
      for (const { url, access } of asked) {
        const ofReport = ids.filter((one) => one.reportId === reportId);
        const subjects = url.startsWith('/v1/webhook_endpoints/') ? [{ id: given.endpointId }] : ofReport;
        const paths = url.includes(':id') ? subjects.map(({ id }) => url.replace(':id', id)) : [url];
        const urls = paths.flatMap((path) => (questions[url] ?? ['']).map((query) => path + query));
        for (const one of urls) {
          if (access.kind === 'api_key') await ask('key', one, { authorization: `Bearer ${key}` });
          else if (access.kind === 'mailed_link') await ask('link', `${one}?token=${tokenOf(managerId)}`, {});
          else
            for (const [who, cookie] of Object.entries(cookies)) if (who !== 'report') await ask(who, one, { cookie });
        }
      }
    }

    for (const step of script) {
      if (step.kind === 'wait') clock.advanceBy({ hours: step.hours });
      if (step.kind === 'sweep') {
        await db.inOrganization(organizationId, (tx) => tx.update(connection).set({ syncedAt: clock.now() }));
        for (const sweep of [endConversations, decideOutcomes, keepCadence, publishCoverage, sendDueReminders]) {
          await sweep(context, { organizationId });
        }
        await observe();
      }
      if (step.kind === 'answer') {
        const { who, answer, through } = step;
        const given =
          through === 'page'
            ? {
                url: `/api/conversations/${conversationId}/answer`,
                headers: { cookie: cookies[who]! },
                payload: { answer },
              }
            : {
                url: '/api/confirmation',
                payload: { answer, token: tokenOf(who === 'report' ? reportId : managerId) },
              };
        const { statusCode, body } = await app.inject({ method: 'POST', ...given });
        if (who === 'manager') observed.push(`${statusCode} ${withoutInstance(body)}`);
      }
    }
    await app.close();
    return withoutNewIds(observed.join('\n'));
  });
}

function firstDifference(one: string, other: string): readonly [string | undefined, string | undefined] | null {
  const [lines, others] = [one.split('\n'), other.split('\n')];
  const place = lines.findIndex((line, index) => line !== others[index]);
  if (place === -1 && lines.length === others.length) return null;
  return [lines.at(place), others.at(place)];
}

/** The id of a refusal is its own. */
const withoutInstance = (body: string) => body.replaceAll(/urn:uuid:[0-9a-f-]{36}/g, 'urn:uuid:…');

/** Cursors are read for what they say, so that the ids in them are ids. */
const withoutCursors = (body: string) =>
  body.replaceAll(/WyJ[\w-]+/g, (cursor) => Buffer.from(cursor, 'base64url').toString());

/** What was there before the script has its id in both runs; a conversation opened since is the one opened first, second … */
function withoutNewIds(text: string): string {
  const names = new Map<string, string>();
  const nameOf = (id: string) => names.get(id) ?? names.set(id, `<${names.size}>`).get(id)!;
  return text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, nameOf);
}

test(
  'over HTTP, to everyone but the report, a denial is silence: every body, status and header',
  { timeout: 600_000 },
  async () => {
    const scripts = fc.array(aStep, { minLength: 1, maxLength: 5 });
    const denials = fc.constantFrom('did_not_happen', 'folded_into_one_on_one');
    await fc.assert(
      fc.asyncProperty(
        scripts,
        fc.nat(),
        fc.constantFrom('page', 'link'),
        denials,
        async (script, place, through, answer) => {
          const denial: Step = { kind: 'answer', who: 'report', answer, through };
          const denying = script.toSpliced(place % (script.length + 1), 0, denial);
          const [denied, silent] = await Promise.all([
            live([...denying, { kind: 'sweep' }]),
            live([...denying.filter((step) => !isDenial(step)), { kind: 'sweep' }]),
          ]);
          expect(firstDifference(denied, silent)).toBeNull();
        },
      ),
      {
        numRuns: 5,
        seed: 20270125,
        examples: [
          [
            [{ kind: 'sweep' }, { kind: 'wait', hours: 168 }, { kind: 'sweep' }, { kind: 'wait', hours: 24 }],
            1,
            'link',
            'did_not_happen',
          ],
          [
            [
              { kind: 'answer', who: 'manager', answer: 'happened', through: 'page' },
              { kind: 'wait', hours: 168 },
            ],
            1,
            'page',
            'folded_into_one_on_one',
          ],
          [
            Array.from({ length: 4 }).flatMap((): readonly Step[] => [{ kind: 'wait', hours: 360 }, { kind: 'sweep' }]),
            0,
            'link',
            'folded_into_one_on_one',
          ],
        ],
      },
    );
  },
);

test('what is observed is worth observing: conversations, figures and refusals', async () => {
  const seen = await live([{ kind: 'wait', hours: 168 }, { kind: 'sweep' }]);
  expect(seen).toContain('unconfirmed');
  expect(seen).toContain(String.raw`\"hidden_because\":null`);
  expect(seen).toMatch(/\["manager","\/api\/conversations\/<\d+>",200/);
  expect(seen).toMatch(/\["hr","\/api\/conversations\/<\d+>\/agenda",404/);
  const confirmed = await live([
    { kind: 'answer', who: 'report', answer: 'happened', through: 'link' },
    { kind: 'wait', hours: 168 },
    { kind: 'sweep' },
  ]);
  expect(confirmed).not.toBe(seen);
});
