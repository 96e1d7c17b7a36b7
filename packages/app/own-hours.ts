import type { HoursResponse, WorkingWeek } from '@throughline/contracts/pages/hours.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { ownHoursStore, type SaidHours } from '@throughline/db/own-hours-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import type { Weekday, WorkingHours } from '@throughline/domain/people/person.ts';
import { policyRules } from '@throughline/domain/policy/policy.ts';
import { resolvePolicy } from '@throughline/domain/policy/resolve-policy.ts';
import type { AppContext } from './context.ts';

type Asked = { readonly organizationId: string; readonly personId: string };

/** The person's own week as it holds, whoever said it. */
export async function readOwnHours(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, personId }: Asked,
): Promise<HoursResponse> {
  return db.inOrganization(organizationId, (tx) => hoursOf({ tx, personId }));
}

/**
 * The person says when they work, and where, before whatever HR or their calendar says; null takes that back. Dates that
 * stand stay where they are; what is planned and mailed from now on keeps to it.
 */
export async function setOwnHours(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    personId,
    week,
    timeZone,
  }: Asked & { readonly week: WorkingWeek | null; readonly timeZone: string | null },
): Promise<HoursResponse | 'unknown_zone'> {
  if (timeZone !== null && !isTimeZone(timeZone)) return 'unknown_zone';
  const own = { workingHours: week && toHours(week), timeZone };
  return db.inOrganization(organizationId, async (tx) => {
    await ownHoursStore(tx).set({ personId, own, now: clock.now() });
    return hoursOf({ tx, personId });
  });
}

async function hoursOf({ tx, personId }: { tx: Transaction; personId: string }): Promise<HoursResponse> {
  const person = await peopleStore(tx).byId(personId);
  const said = await ownHoursStore(tx).of(personId);
  if (person === null || said === null) throw new Error(`There is no person ${personId}`);
  const policy = resolvePolicy({ person, policies: await policyStore(tx).all() })?.policy;
  const rules = policy?.rules ?? policyRules.parse({});
  const hours = holding({ said, of: 'workingHours' });
  const zone = holding({ said, of: 'timeZone' });
  return {
    week: toWeek(hours?.value ?? rules.defaultWorkingHours),
    weekFrom: hours?.from ?? 'policy',
    timeZone: zone?.value ?? null,
    timeZoneFrom: zone?.from ?? 'nobody',
  };
}

function holding<Part extends 'workingHours' | 'timeZone'>({ said, of }: { said: SaidHours; of: Part }) {
  const order = [
    { from: 'you', value: said.own[of] },
    { from: 'hr', value: said.hr[of] },
    { from: 'calendar', value: said.calendar[of] },
  ] as const;
  return order.find(({ value }) => value !== null) ?? null;
}

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

function toHours(week: WorkingWeek): WorkingHours {
  return Object.fromEntries(
    weekdays.flatMap((weekday, index) => {
      const spans = (week[index] ?? []).toSorted((a, b) => (a.from < b.from ? -1 : 1));
      return spans.length > 0 ? [[weekday, spans]] : [];
    }),
  );
}

function toWeek(hours: WorkingHours): WorkingWeek {
  return weekdays.map((weekday) => (hours[weekday] ?? []).map(({ from, to }) => ({ from, to })));
}

function isTimeZone(name: string): boolean {
  // An offset would be taken for a zone, and does not follow the clock changes.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
