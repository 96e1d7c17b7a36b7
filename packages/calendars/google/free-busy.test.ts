import { afterAll, expect, test } from 'vitest';
import { connect, twoPeople } from '../contract/world.ts';
import { startGoogleWorld } from '../testing/google-world.ts';

const world = await startGoogleWorld({ wall: () => Temporal.Now.instant() });
afterAll(() => world.close());

test('a calendar Google fails to read this time is told from one that may not be seen', async () => {
  const { manager, report } = await twoPeople({ world });
  const { auth } = await connect({ world, email: manager });
  const failed = (reason: string) => ({ errors: [{ domain: 'global', reason }], busy: [] });
  const body = { calendars: { [manager]: failed('internalError'), [report]: failed('notFound') } };
  await world.inject({ kind: 'status', status: 200, account: manager, path: '/freeBusy', body: JSON.stringify(body) });
  const window = {
    start: Temporal.Instant.from('2027-03-01T00:00:00Z'),
    end: Temporal.Instant.from('2027-03-08T00:00:00Z'),
  };
  const answers = await world.provider.freeBusy({ auth, emails: [manager, report], window });
  expect([...answers]).toEqual([
    [manager, { kind: 'unknown', reason: 'unavailable' }],
    [report, { kind: 'unknown', reason: 'notFound' }],
  ]);
});
