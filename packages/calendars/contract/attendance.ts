import type { KnownAccount } from '@throughline/app/ports/attendance.ts';
import { attendanceWindow } from '@throughline/domain/attendance/floor-reached.ts';
import { expect, test } from 'vitest';
import type { Guest } from './call-world.ts';
import { kindOf } from './oauth.ts';
import { aPlacement, conferenceMade, connect, placeFully, twoPeople, type ContractWorld } from './world.ts';

/** A conversation whose time was the hour that ended three hours ago, by the provider's clock; its link is real. */
async function aCall(world: ContractWorld) {
  const pair = await twoPeople({ world });
  const manager = await connect({ world, email: pair.manager });
  const report = await connect({ world, email: pair.report, purpose: 'availability' });
  const granted = await connect({ world, email: pair.manager, attendance: true });
  const placed = await placeFully({ world, auth: manager.auth, ...aPlacement({ world, ...pair }) });
  const { providerEventId } = placed;
  const { conferenceUrl } = await conferenceMade({ world, auth: manager.auth, providerEventId });
  if (conferenceUrl === null) throw new Error('no conference');
  const endsAt = (await world.now()).subtract({ hours: 3 }).round({ smallestUnit: 'minute' });
  const startsAt = endsAt.subtract({ hours: 1 });
  const window = attendanceWindow({ startsAt, endsAt, toleranceMinutes: 30 });
  const accounts: readonly KnownAccount[] = [manager.identity, report.identity];
  const minute = (minutes: number) => startsAt.add({ minutes });
  const ask = (changes: { conferenceUrl?: string; auth?: typeof granted.auth } = {}) =>
    world.provider.attendance.presences({ auth: granted.auth, conferenceUrl, window, accounts, ...changes });
  /** In minutes from the start of the conversation, by whose stays they are. */
  const told = async () => {
    const answer = await ask();
    if (answer.kind !== 'told') throw new Error(answer.because);
    const of = (account: KnownAccount) =>
      (answer.presences.get(account.subject) ?? [])
        .map(({ joined, left }) => [joined, left].map((at) => at && startsAt.until(at).total('minutes')))
        .toSorted(([a = 0], [b = 0]) => Number(a) - Number(b));
    return { manager: of(manager.identity), report: of(report.identity), subjects: answer.presences.size };
  };
  const come = (
    guests: readonly (readonly [who: Guest, from: number, until: number])[],
    publishedAt?: Temporal.Instant,
  ) =>
    world.attend({
      conferenceUrl,
      stays: guests.map(([who, from, until]) => ({ who, joined: minute(from), left: minute(until) })),
      publishedAt: publishedAt ?? null,
    });
  const people = { manager: { email: pair.manager }, report: { email: pair.report } };
  return { ...people, pair, manager: people.manager, granted, plain: manager, ask, told, come, minute };
}

export function attendanceContract(worldOf: () => ContractWorld): void {
  test('it is granted on top of the calendar, in one grant for both', async () => {
    const world = worldOf();
    const { granted } = await aCall(world);
    const { oauth, attendance } = world.provider;
    expect(granted.tokens.scopes).toEqual(
      expect.arrayContaining([...oauth.requiredScopes('organize'), ...attendance.scopes]),
    );
    expect(oauth.requiredScopes('organize')).not.toEqual(expect.arrayContaining([...attendance.scopes]));
    expect(await kindOf(world.provider.timeZone({ auth: granted.auth }))).toBe('no error');
    expect(attendance.isKeptFor({ accountSubject: granted.identity.subject })).toBe(true);
  });

  test('both people’s stays are told by the account they connected, each time they came', async () => {
    const { manager, report, told, come } = await aCall(worldOf());
    await come([
      [manager, -5, 58],
      [report, 2, 20],
      [report, 25, 60],
    ]);
    expect(await told()).toEqual({
      manager: [[-5, 58]],
      report: [
        [2, 20],
        [25, 60],
      ],
      subjects: 2,
    });
  });

  test('every call behind the link that touches the window is told of, and no other use of it', async () => {
    const { manager, report, told, come } = await aCall(worldOf());
    const at = (from: number, until: number) =>
      come([
        [manager, from, until],
        [report, from, until],
      ]);
    await at(-26 * 60, -25 * 60);
    await at(-180, -120);
    await at(-45, 10);
    await at(12, 60);
    await at(120, 170);
    const both = [
      [-45, 10],
      [12, 60],
    ];
    expect(await told()).toEqual({ manager: both, report: both, subjects: 2 });
  });

  test('nobody is known by a name, and nobody else is told of', async () => {
    const world = worldOf();
    const { manager, pair, told, come } = await aCall(world);
    const stranger = await twoPeople({ world });
    await come([
      [manager, 0, 60],
      [{ anonymous: pair.report }, 0, 60],
      [{ phone: '+49301234567' }, 0, 60],
      [{ email: stranger.manager }, 0, 60],
    ]);
    expect(await told()).toEqual({ manager: [[0, 60]], report: [], subjects: 1 });
  });

  test('long lists are followed to their end', async () => {
    const world = worldOf();
    const { manager, report, told, come, pair } = await aCall(world);
    for (const from of [0, 15, 30, 45])
      await come([
        [manager, from, from + 10],
        [report, from, from + 10],
      ]);
    const { path, items } = world.longLists;
    await world.inject({ kind: 'short_page', account: pair.manager, path, items, times: 3 });
    const all = [0, 15, 30, 45].map((from) => [from, from + 10]);
    expect(await told()).toEqual({ manager: all, report: all, subjects: 2 });
  });

  test('what is published late is not there before, and nothing is no fault', async () => {
    const world = worldOf();
    const { manager, report, told, come } = await aCall(world);
    expect(await told()).toEqual({ manager: [], report: [], subjects: 0 });
    await come(
      [
        [manager, 0, 60],
        [report, 0, 60],
      ],
      (await world.now()).add({ hours: 24 * 400 }),
    );
    expect(await told()).toEqual({ manager: [], report: [], subjects: 0 });
  });

  test('for a link to something else nobody is asked', async () => {
    const world = worldOf();
    const { ask } = await aCall(world);
    const before = (await world.exchanges()).length;
    expect(await ask({ conferenceUrl: 'https://zoom.example/j/1' })).toEqual({ kind: 'told', presences: new Map() });
    expect((await world.exchanges()).length).toBe(before);
  });

  test('a scope that is missing is told for what it is', async () => {
    const world = worldOf();
    const { ask, pair } = await aCall(world);
    await world.inject({
      kind: 'status',
      status: 403,
      account: pair.manager,
      method: 'GET',
      reason: world.refusals.scope,
    });
    expect(await ask()).toEqual({ kind: 'not_allowed', because: 'scope' });
  });

  test.each([403, 400])('a %i of any other kind is not taken for a fault of the calendar', async (status) => {
    const world = worldOf();
    const { ask, pair } = await aCall(world);
    const reason = status === 403 ? { reason: world.refusals.settings } : {};
    await world.inject({ kind: 'status', status, account: pair.manager, method: 'GET', ...reason });
    expect(await ask()).toEqual({ kind: 'not_allowed', because: 'settings' });
  });

  test('where there is nothing any more, nothing is told', async () => {
    const world = worldOf();
    const { ask, pair } = await aCall(world);
    await world.inject({ kind: 'status', status: 404, account: pair.manager, method: 'GET' });
    expect(await ask()).toEqual({ kind: 'told', presences: new Map() });
  });

  test.each([
    ['too many calls', { kind: 'throttle', status: 429, retryAfter: 30 }, 'throttled'],
    ['a 503', { kind: 'status', status: 503 }, 'unavailable'],
    ['an answer cut short', { kind: 'truncated_body' }, 'unavailable'],
    ['a token that is not accepted', { kind: 'status', status: 401 }, 'unauthorized'],
  ])('%s may be tried later', async (_name, fault, kind) => {
    const world = worldOf();
    const { ask, pair } = await aCall(world);
    await world.inject({ ...fault, account: pair.manager, method: 'GET' });
    expect(await kindOf(ask())).toBe(kind);
  });
}
