import { connectionStore } from '@throughline/db/connection-store.ts';
import { describe, expect, test } from 'vitest';
import { keepGrants } from './keep-grants.ts';
import { aTeam, connectPeople, openAccounts } from './testing/a-team.ts';
import { bookingContext, everyProvider } from './testing/booking-context.ts';

describe.each(everyProvider)('grants on %s that nothing uses', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;

  async function aShare() {
    const { organizationId, reports } = await aTeam({ context });
    const [report] = reports;
    if (report === undefined) throw new Error('a team has reports');
    await openAccounts({ world, people: [report] });
    await connectPeople({ context, world, organizationId, people: [report], purpose: 'availability' });
    const row = () => db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(report.id));
    const keep = () => keepGrants(context, { organizationId });
    return { email: report.workEmail, row, keep };
  }

  test('are used once in a month, long before the provider ends them', async () => {
    const { keep, row } = await aShare();
    expect(await keep()).toBe(0);
    clock.advanceWallBy({ hours: 24 * 29 });
    expect(await keep()).toBe(0);
    clock.advanceWallBy({ hours: 24 * 2 });
    const before = await row();
    expect(await keep()).toBe(1);
    expect(await row()).toMatchObject({ status: 'active' });
    expect((await row())?.refreshNumber).not.toBe(before?.refreshNumber);
    expect(await keep()).toBe(0);
  });

  test('and that were revoked meanwhile are known to be', async () => {
    const { email, keep, row } = await aShare();
    await world.inject({ kind: 'revoked_grant', account: email });
    clock.advanceWallBy({ hours: 24 * 31 });
    expect(await keep()).toBe(0);
    expect(await row()).toMatchObject({ status: 'reconnect_required' });
    expect(await keep()).toBe(0);
  });

  test('stay for the next time when the provider cannot be reached', async () => {
    const { email, keep, row } = await aShare();
    clock.advanceWallBy({ hours: 24 * 31 });
    await world.inject({ kind: 'status', status: 503, path: '*/token' });
    expect(await keep(), email).toBe(0);
    expect(await row()).toMatchObject({ status: 'active' });
    expect(await keep()).toBe(1);
  });
});
