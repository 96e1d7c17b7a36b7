import { afterAll, describe, expect, test } from 'vitest';
import { at } from '@throughline/domain/testing/builders.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { calendarHoursStore } from './calendar-hours-store.ts';
import { createDatabase } from './database.ts';
import { organizationStore } from './organization-store.ts';
import { peopleStore, type StoredPerson } from './people-store.ts';
import { anOrganization, aStoredPerson } from './testing/rows.ts';

const { appUrl } = await testDatabase();
const db = createDatabase({ url: appUrl, applicationName: 'calendar hours test', poolSize: 1 });
afterAll(() => db.close());
const { id: organizationId } = anOrganization();
await db.inOrganization(organizationId, (tx) => organizationStore(tx).insert(anOrganization({ id: organizationId })));

const now = at('2026-11-02T08:00:00Z');
const own = { 1: [{ from: '06:00', to: '14:00' }] };
const fromCalendar = { 2: [{ from: '10:00', to: '18:00' }] };

async function asked(given: Partial<StoredPerson>, timeZone: string | null = 'America/Sao_Paulo') {
  const person = aStoredPerson(given);
  await db.inOrganization(organizationId, async (tx) => {
    await peopleStore(tx).put([person]);
    const read = [{ personId: person.id, hours: fromCalendar, timeZone }];
    await calendarHoursStore(tx).put({ askedIds: [person.id], read, now });
  });
  return person;
}

const effective = (id: string) => db.inOrganization(organizationId, (tx) => peopleStore(tx).byId(id));
const toAsk = (personIds: readonly string[], readBefore = now) =>
  db.inOrganization(organizationId, (tx) => calendarHoursStore(tx).toAsk({ personIds, readBefore }));

describe('a person’s hours and zone are', () => {
  test.each([
    [
      'their own, or HR’s, whatever the calendar says',
      { workingHours: own, timeZone: 'Europe/Madrid' },
      own,
      'Europe/Madrid',
    ],
    ['the calendar’s where nobody said', { workingHours: null, timeZone: null }, fromCalendar, 'America/Sao_Paulo'],
    [
      'the calendar’s hours on their own clock',
      { workingHours: null, timeZone: 'Europe/Madrid' },
      fromCalendar,
      'Europe/Madrid',
    ],
  ] as const)('%s', async (_title, given, workingHours, timeZone) => {
    const { id } = await asked(given);
    expect(await effective(id)).toMatchObject({ workingHours, timeZone });
  });

  test('unknown where the calendar’s zone is nobody’s, and the hours still hold', async () => {
    const { id } = await asked({ workingHours: null, timeZone: null }, null);
    expect(await effective(id)).toMatchObject({ workingHours: fromCalendar, timeZone: null });
  });

  test('never written back by an import', async () => {
    const person = await asked({ workingHours: null, timeZone: null });
    const [known] = await db.inOrganization(organizationId, (tx) =>
      peopleStore(tx).known({ externalIds: [], emails: [person.workEmail] }),
    );
    expect(known).toMatchObject({ workingHours: null, timeZone: null });
  });
});

describe('a calendar’s settings are asked', () => {
  test('of those whose hours or zone nobody said, and again a day later', async () => {
    const never = aStoredPerson({ workingHours: null });
    const said = aStoredPerson({ workingHours: own });
    await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([never, said]));
    const before = await asked({ workingHours: null });
    const ids = [never.id, said.id, before.id];
    expect(await toAsk(ids, now.subtract({ hours: 24 }))).toEqual(new Set([never.id]));
    expect(await toAsk(ids)).toEqual(new Set([never.id, before.id]));
  });

  test('in vain once, and what they told before stands', async () => {
    const { id } = await asked({ workingHours: null, timeZone: null });
    const later = now.add({ hours: 24 });
    await db.inOrganization(organizationId, (tx) =>
      calendarHoursStore(tx).put({ askedIds: [id], read: [], now: later }),
    );
    expect(await effective(id)).toMatchObject({ workingHours: fromCalendar, timeZone: 'America/Sao_Paulo' });
    expect(await toAsk([id], now)).toEqual(new Set());
  });
});
