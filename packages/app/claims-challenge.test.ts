import { connectionStore } from '@throughline/db/connection-store.ts';
import { expect, test } from 'vitest';
import { accessToken } from './access-token.ts';
import { withCalendar } from './calendar-access.ts';
import { CalendarError } from './ports/calendar-error.ts';
import { aTeam, connectPeople, openAccounts } from './testing/a-team.ts';
import { bookingContext } from './testing/booking-context.ts';

const context = await bookingContext({ provider: 'microsoft' });
const { db, world } = context;

async function aConnection() {
  const { organizationId, manager } = await aTeam({ context });
  await openAccounts({ world, people: [manager] });
  await connectPeople({ context, world, organizationId, people: [manager] });
  const inStore = <T>(work: (store: ReturnType<typeof connectionStore>) => Promise<T>) =>
    db.inOrganization(organizationId, (tx) => work(connectionStore(tx)));
  const { id: connectionId } = (await inStore((store) => store.ofPerson(manager.id)))!;
  const access = { context, organizationId, connectionId };
  const callsTo = async (part: string) => (await world.exchanges()).filter(({ url }) => url.includes(part)).length;
  return { email: manager.workEmail, access, callsTo, row: () => inStore((store) => store.byId(connectionId)) };
}

test('a claims challenge is met by one refresh that asks for what it names, and the call goes through', async () => {
  const { email, access, callsTo } = await aConnection();
  await world.inject({ kind: 'claims_challenge', account: email });
  const before = await callsTo('/token');
  expect(await withCalendar(access, (provider, auth) => provider.timeZone({ auth }))).toBe('Europe/Berlin');
  expect((await callsTo('/token')) - before).toBe(1);
});

test('a challenge that a new token does not meet asks the person, once, and makes no loop', async () => {
  const { access, callsTo, row } = await aConnection();
  const before = await callsTo('/token');
  let calls = 0;
  const challenged = withCalendar(access, () => {
    calls += 1;
    throw new CalendarError({ kind: 'unauthorized', message: 'not yet', claims: '{"access_token":{}}' });
  });
  await expect(challenged).rejects.toThrow('not yet');
  expect(calls).toBe(2);
  expect((await callsTo('/token')) - before).toBe(1);
  expect(await row()).toMatchObject({ status: 'reconnect_required', refreshToken: null });
});

test('a token that somebody else had just got for something else is no answer to a challenge', async () => {
  const { access, callsTo, row } = await aConnection();
  const before = await callsTo('/token');
  const tried: string[] = [];
  const answer = await withCalendar(access, async (_provider, auth) => {
    tried.push(auth.accessToken);
    // Meanwhile the token ran out for another call, which knows of no challenge.
    if (tried.length === 1) await accessToken({ ...access, rejected: { accessToken: auth.accessToken, claims: null } });
    if (tried.length > 2) return 'met';
    throw new CalendarError({ kind: 'unauthorized', message: 'not yet', claims: '{"access_token":{}}' });
  });
  expect(answer).toBe('met');
  expect(new Set(tried).size).toBe(3);
  expect((await callsTo('/token')) - before).toBe(2);
  expect(await row()).toMatchObject({ status: 'active' });
});
