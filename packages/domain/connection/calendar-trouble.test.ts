import { describe, expect, test } from 'vitest';
import { at } from '../testing/builders.ts';
import { calendarTrouble, type ConnectionCondition } from './calendar-trouble.ts';

const now = at('2027-01-20T09:00:00Z');
const sound: ConnectionCondition = {
  status: 'active',
  purpose: 'organize',
  brokenBecause: null,
  brokenAt: null,
  disconnectedAt: null,
  connectedAt: at('2026-11-02T09:00:00Z'),
  syncedAt: now.subtract({ minutes: 10 }),
};
const troubleOf = (given: Partial<ConnectionCondition>) => calendarTrouble({ connection: { ...sound, ...given }, now });
const since = now.subtract({ hours: 30 });

describe('a calendar', () => {
  test('that is connected and read lately has no trouble', () => {
    expect(troubleOf({})).toBeNull();
    expect(troubleOf({ syncedAt: now.subtract({ hours: 24 }) })).toBeNull();
  });

  test('that waits for its person is not connected, from when it broke', () => {
    const broken = { status: 'reconnect_required', brokenBecause: 'mailbox_gone', brokenAt: since } as const;
    expect(troubleOf(broken)).toEqual({ kind: 'not_connected', because: 'mailbox_gone', since });
  });

  test('that was disconnected is not connected, and nothing broke', () => {
    expect(troubleOf({ status: 'disconnected', disconnectedAt: since })).toEqual({
      kind: 'not_connected',
      because: null,
      since,
    });
  });

  test('whose provider refuses us is not read from that moment', () => {
    expect(troubleOf({ brokenBecause: 'our_secret', brokenAt: now })).toEqual({
      kind: 'not_read',
      because: 'our_secret',
      since: now,
    });
  });

  test('that was not read for more than a day is not read, since it last was', () => {
    expect(troubleOf({ syncedAt: since })).toEqual({ kind: 'not_read', because: null, since });
  });

  test('that was connected anew is not blamed for what came before', () => {
    expect(troubleOf({ syncedAt: since, connectedAt: now.subtract({ hours: 1 }) })).toBeNull();
  });

  test('that only shows when somebody is busy is not read for changes', () => {
    expect(troubleOf({ purpose: 'availability', syncedAt: null })).toBeNull();
  });
});
