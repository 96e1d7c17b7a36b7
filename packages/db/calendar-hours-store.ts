import { and, eq, inArray, isNull, lte, or } from 'drizzle-orm';
import type { WorkingHours } from '@throughline/domain/people/person.ts';
import type { Transaction } from './database.ts';
import { person } from './schema/tables.ts';

export type ReadHours = {
  readonly personId: string;
  readonly hours: WorkingHours;
  readonly timeZone: string | null;
};

/** Working hours as the settings of people's calendars tell them. */
export function calendarHoursStore(tx: Transaction) {
  return {
    /** Those whose hours or zone neither they nor HR said, and whose settings were last asked at `readBefore` or earlier. */
    async toAsk({
      personIds,
      readBefore,
    }: {
      personIds: readonly string[];
      readBefore: Temporal.Instant;
    }): Promise<ReadonlySet<string>> {
      if (personIds.length === 0) return new Set();
      const rows = await tx
        .select({ id: person.id })
        .from(person)
        .where(
          and(
            inArray(person.id, [...personIds]),
            or(
              and(isNull(person.workingHours), isNull(person.ownWorkingHours)),
              and(isNull(person.timeZone), isNull(person.ownTimeZone)),
            ),
            or(isNull(person.calendarReadAt), lte(person.calendarReadAt, readBefore)),
          ),
        );
      return new Set(rows.map((row) => row.id));
    },

    /** Who was asked and told nothing this time keeps what was told before. */
    async put({
      askedIds,
      read,
      now,
    }: {
      askedIds: readonly string[];
      read: readonly ReadHours[];
      now: Temporal.Instant;
    }): Promise<void> {
      if (askedIds.length === 0) return;
      await tx
        .update(person)
        .set({ calendarReadAt: now })
        .where(inArray(person.id, [...askedIds]));
      for (const { personId, hours, timeZone } of read) {
        await tx
          .update(person)
          .set({ calendarWorkingHours: hours, calendarTimeZone: timeZone })
          .where(eq(person.id, personId));
      }
    },
  };
}
