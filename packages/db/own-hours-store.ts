import { eq } from 'drizzle-orm';
import type { WorkingHours } from '@throughline/domain/people/person.ts';
import type { Transaction } from './database.ts';
import { person } from './schema/tables.ts';

/** What each of them says of one person's hours; the first that is not null holds. */
export type SaidHours = {
  readonly own: Said;
  readonly hr: Said;
  readonly calendar: Said;
};

type Said = { readonly workingHours: WorkingHours | null; readonly timeZone: string | null };

/** Working hours as people themselves say them, which no import overwrites. */
export function ownHoursStore(tx: Transaction) {
  return {
    async of(personId: string): Promise<SaidHours | null> {
      const [row] = await tx
        .select({
          own: { workingHours: person.ownWorkingHours, timeZone: person.ownTimeZone },
          hr: { workingHours: person.workingHours, timeZone: person.timeZone },
          calendar: { workingHours: person.calendarWorkingHours, timeZone: person.calendarTimeZone },
        })
        .from(person)
        .where(eq(person.id, personId));
      return row ?? null;
    },

    /** Whatever was planned in vain is looked at again, since the person has changed. */
    async set({ personId, own, now }: { personId: string; own: Said; now: Temporal.Instant }): Promise<void> {
      await tx
        .update(person)
        .set({ ownWorkingHours: own.workingHours, ownTimeZone: own.timeZone, updatedAt: now })
        .where(eq(person.id, personId));
    },
  };
}
