import { expect, test } from 'vitest';
import { at } from '../testing/builders.ts';
import type { ConnectionCondition } from './calendar-trouble.ts';
import { connectionHealth, type HealthFact } from './connection-health.ts';

const now = at('2027-01-20T09:00:00Z');

function aFact(connection: Partial<ConnectionCondition> | null, given: Partial<HealthFact> = {}): HealthFact {
  const sound: ConnectionCondition = {
    status: 'active',
    purpose: 'organize',
    brokenBecause: null,
    brokenAt: null,
    disconnectedAt: null,
    connectedAt: at('2026-11-02T09:00:00Z'),
    syncedAt: now.subtract({ minutes: 10 }),
  };
  return { connection: connection && { ...sound, ...connection }, holds: true, isAnnounced: false, ...given };
}
const broken = (because: ConnectionCondition['brokenBecause']) =>
  aFact({ status: 'reconnect_required', brokenBecause: because, brokenAt: now });

test('every calendar counts once, by how it stands', () => {
  const facts = [
    aFact({}, { isAnnounced: true }),
    aFact({}),
    aFact({ syncedAt: now.subtract({ hours: 30 }) }, { isAnnounced: true }),
    aFact({ purpose: 'availability', syncedAt: null }, { holds: false }),
    broken('revoked'),
    broken('mailbox_gone'),
    broken('revoked'),
    aFact({ brokenBecause: 'our_secret', brokenAt: now }),
    aFact(null),
    aFact(null, { holds: false }),
    aFact({ status: 'disconnected', disconnectedAt: now }),
  ];
  expect(connectionHealth({ facts, now })).toEqual({
    working: 2,
    availabilityOnly: 1,
    stale: 1,
    broken: [
      { because: 'revoked', calendars: 2 },
      { because: 'mailbox_gone', calendars: 1 },
      { because: 'our_secret', calendars: 1 },
    ],
    notConnected: 2,
    push: { announced: 2, polledOnly: 1 },
    oldestReadHours: 30,
  });
});

test('whoever holds conversations and only shows when they are busy has no calendar dates can stand in', () => {
  const health = connectionHealth({ facts: [aFact({ purpose: 'availability' })], now });
  expect(health).toMatchObject({ availabilityOnly: 1, notConnected: 1, oldestReadHours: null });
});
