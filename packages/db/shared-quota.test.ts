import type { QuotaAsk, QuotaLimit, QuotaRequest, QuotaScope } from '@throughline/domain/quota/quota.ts';
import { at } from '@throughline/domain/testing/builders.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { connectionStore } from './connection-store.ts';
import { createDatabase } from './database.ts';
import { organizationStore } from './organization-store.ts';
import { peopleStore } from './people-store.ts';
import { sharedQuota } from './shared-quota.ts';
import { anOrganization, aStoredPerson, uuid } from './testing/rows.ts';

const { appUrl } = await testDatabase();
/** Two processes have nothing in common but the database. */
const databases = ['first', 'second'].map((name) => createDatabase({ url: appUrl, applicationName: name }));
afterAll(() => Promise.all(databases.map((db) => db.close())));
const [first, second] = databases.map(sharedQuota);
if (first === undefined || second === undefined) throw new Error('two databases were opened');

const begin = 1_800_000_000_000;
const minute = 60_000;
const ofProject: QuotaLimit = { calls: 100, within: minute, alone: null };
const ofMailbox: QuotaLimit = { calls: 40, within: minute, alone: { longestCall: 20_000 } };

const ask = (given: Partial<QuotaAsk>): QuotaAsk => ({
  holder: 'first',
  made: [],
  pausedUntil: 0,
  refused: false,
  underWay: 0,
  want: 10,
  need: 1,
  ...given,
});
const project = (): QuotaScope => ({ kind: 'project', project: uuid() });
const request = (scope: QuotaScope, given: Partial<QuotaAsk> = {}): QuotaRequest => ({
  scope,
  limit: scope.kind === 'project' ? ofProject : ofMailbox,
  ask: ask(given),
});
const one = async (process: typeof first, asked: QuotaRequest, now = begin) => {
  const [answer] = await process.exchange({ now, requests: [asked] });
  return answer;
};

async function aMailbox(): Promise<QuotaScope> {
  const organization = anOrganization();
  const person = aStoredPerson();
  const connectionId = uuid();
  const now = at('2026-11-02T08:00:00Z');
  const sealed = Buffer.from('sealed');
  const tokens = { refreshToken: sealed, accessToken: sealed, accessTokenExpiresAt: now, scopes: [] };
  await databases[0]?.inOrganization(organization.id, async (tx) => {
    await organizationStore(tx).insert(organization);
    await peopleStore(tx).put([person]);
    const { id: personId, workEmail: accountEmail } = person;
    const account = { provider: 'microsoft', purpose: 'organize', accountSubject: 'subject', accountEmail } as const;
    await connectionStore(tx).insert({
      grant: { id: connectionId, personId, ...account, tokens, planHeldUntil: null },
      now,
    });
  });
  return { kind: 'mailbox', organizationId: organization.id, connectionId };
}

describe('a project', () => {
  test('is shared by two processes that ask at once: their leases never add up to more than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 8 }), async (wants) => {
        const scope = project();
        const answers = await Promise.all(
          wants.map((want, index) =>
            one(index % 2 === 0 ? first : second, request(scope, { holder: `holder ${index}`, want })),
          ),
        );
        const granted = answers.map((answer) => (answer?.kind === 'granted' ? answer.calls : 0));
        expect(granted.reduce((sum, calls) => sum + calls, 0)).toBeLessThanOrEqual(ofProject.calls);
        expect(granted.some((calls) => calls > 0)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  test('gets the calls of a killed process back once the window has slid past its lease, and not before', async () => {
    const scope = project();
    const lost = await one(first, request(scope, { holder: 'killed', want: 100 }));
    if (lost?.kind !== 'granted') throw new Error('nothing was granted');
    expect(lost.calls).toBe(100);
    const gone = lost.startBy + minute;
    expect(await one(second, request(scope, { holder: 'second' }), gone - 1)).toMatchObject({ kind: 'wait' });
    expect(await one(second, request(scope, { holder: 'second' }), gone)).toMatchObject({ kind: 'granted', calls: 10 });
  });

  test('is left alone by every process until the moment the provider named', async () => {
    const scope = project();
    await one(first, request(scope, { pausedUntil: begin + 30_000, want: 0 }));
    await one(first, request(scope, { pausedUntil: begin + 5_000, want: 0 }));
    const early = await one(second, request(scope, { holder: 'second' }), begin + 29_000);
    expect(early).toEqual({ kind: 'wait', wait: 1_000 });
    const late = await one(second, request(scope, { holder: 'second' }), begin + 30_000);
    expect(late).toMatchObject({ kind: 'granted' });
  });
});

describe('a mailbox', () => {
  test('belongs to one of two processes that ask at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const scope = await aMailbox();
      const answers = await Promise.all([
        one(first, request(scope, { holder: 'first' })),
        one(second, request(scope, { holder: 'second' })),
      ]);
      expect(answers.filter((answer) => answer?.kind === 'granted')).toHaveLength(1);
      expect(answers.filter((answer) => answer?.kind === 'wait')).toHaveLength(1);
    }
  });

  test('goes to the next as soon as it is given back, which knows of the calls made and of the pause', async () => {
    const scope = await aMailbox();
    await one(first, request(scope));
    const back = { want: 0, made: [[begin, 35]] as const, pausedUntil: begin + 2_000 };
    expect(await one(first, request(scope, back), begin + 500)).toEqual({ kind: 'given_back' });
    const next = request(scope, { holder: 'second' });
    expect(await one(second, next, begin + 1_000)).toEqual({ kind: 'wait', wait: 1_000 });
    expect(await one(second, next, begin + 2_000)).toMatchObject({ kind: 'granted', calls: 5 });
  });

  test('of a killed process is free once its last call cannot be under way any more', async () => {
    const scope = await aMailbox();
    const lost = await one(first, request(scope, { holder: 'killed' }));
    if (lost?.kind !== 'granted') throw new Error('nothing was granted');
    const over = lost.startBy + 20_000;
    expect(await one(second, request(scope, { holder: 'second' }), over - 1)).toMatchObject({ kind: 'wait' });
    expect(await one(second, request(scope, { holder: 'second' }), over)).toMatchObject({ kind: 'granted' });
  });

  test('is exchanged together with its project, and with those of other organisations', async () => {
    const scopes = [await aMailbox(), project(), await aMailbox()];
    const answers = await first.exchange({ now: begin, requests: scopes.map((scope) => request(scope)) });
    expect(answers.map(({ kind }) => kind)).toEqual(['granted', 'granted', 'granted']);
  });
});
