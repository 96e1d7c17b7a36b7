import { describe, expect, test } from 'vitest';
import { answeringGraph, answerJson } from '../testing/answering-graph.ts';
import { readCursor, seedWindow, writeCursor } from './changes-cursor.ts';
import { changes } from './changes.ts';

const between = (start: string, end: string) => ({
  start: Temporal.Instant.from(`${start}T00:00:00Z`),
  end: Temporal.Instant.from(`${end}T00:00:00Z`),
});

describe('a cursor into a frozen window', () => {
  const asked = between('2027-01-01', '2028-01-01');
  const path = '/me/calendarView/delta?$deltatoken=abc%3D%3D';
  const cursor = writeCursor({ path, window: seedWindow(asked) });

  test('leads back to where it was written, to the byte', () => {
    expect(readCursor({ cursor, window: asked })?.path).toBe(path);
  });

  test('serves for weeks while the window moves on with the days', () => {
    expect(readCursor({ cursor, window: between('2027-02-20', '2028-02-20') })).not.toBeNull();
  });

  test('is outgrown before anything beyond its end could be missed', () => {
    expect(readCursor({ cursor, window: between('2027-03-05', '2028-03-05') })).toBeNull();
  });

  test('is outgrown by a window that begins earlier', () => {
    expect(readCursor({ cursor, window: between('2026-11-01', '2028-01-01') })).toBeNull();
  });

  test('written anew for the window that outgrew it, it serves again', () => {
    const window = between('2027-03-05', '2028-03-05');
    const next = writeCursor({ path, window: seedWindow(window) });
    expect(readCursor({ cursor: next, window })).not.toBeNull();
  });
});

test.each([
  [410, 'SyncStateNotFound'],
  [410, 'SyncStateInvalid'],
  [400, 'ErrorInvalidSyncStateData'],
  [400, 'BadRequest'],
])('a link that is answered %i %s is forgotten: asking it again would be answered the same', async (status, code) => {
  const { client } = await answeringGraph((_request, response) =>
    answerJson({ response, status, body: { error: { code, message: 'no' } } }),
  );
  const window = between('2027-01-01', '2028-01-01');
  const auth = { organizationId: 'o', connectionId: 'c', accessToken: 't' };
  const cursor = writeCursor({ path: '/me/calendarView/delta?$deltatoken=abc', window });
  expect(await changes({ client, auth, purpose: 'organize', cursor, window, known: new Set() })).toEqual({
    kind: 'cursor_expired',
  });
  await expect(changes({ client, auth, purpose: 'organize', cursor: null, window, known: new Set() })).rejects.toThrow(
    String(status),
  );
});
