import { and, asc, eq, gte, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Exemption, ExemptionCategory } from '@throughline/domain/people/exemption.ts';
import type { Leave } from '@throughline/domain/people/leave.ts';
import type { Transaction } from './database.ts';
import { exemption, leave } from './schema/tables.ts';

/** One from before an end was asked for holds until somebody gives it one. */
export const endOfHold = sql<Temporal.PlainDate>`coalesce(${exemption.endsOn}, '9999-12-31')`.mapWith(leave.endsOn);

/**
 * Who is not asked, and when, as everything that decides, counts, shows or mails is to know it: a hold is leave here,
 * and no exemption. What HR stated is read from the exemption store, for HR alone.
 */
export function absenceStore(tx: Transaction) {
  const leaves = (personIds: readonly string[] | null) => {
    const among = (column: typeof leave.personId | typeof exemption.personId) =>
      personIds === null ? undefined : inArray(column, [...personIds]);
    return unionAll(
      tx
        .select({ personId: leave.personId, startsOn: leave.startsOn, endsOn: leave.endsOn })
        .from(leave)
        .where(among(leave.personId)),
      tx
        .select({ personId: exemption.personId, startsOn: exemption.startsOn, endsOn: endOfHold })
        .from(exemption)
        .where(and(eq(exemption.category, 'hold'), among(exemption.personId))),
    ).orderBy(asc(leave.personId), asc(leave.startsOn));
  };

  return {
    leaves: (): Promise<readonly Leave[]> => leaves(null),

    leavesOf: async (personIds: readonly string[]): Promise<readonly Leave[]> =>
      personIds.length === 0 ? [] : leaves(personIds),

    /** Those that have not ended by `on`, which is inclusive. */
    async exemptions({ on }: { on: Temporal.PlainDate }): Promise<readonly Exemption[]> {
      const { personId, category, startsOn, endsOn } = exemption;
      const rows = await tx
        .select({ personId, category, startsOn, endsOn })
        .from(exemption)
        .where(and(ne(category, 'hold'), or(isNull(endsOn), gte(endsOn, on))));
      return rows.map((row) => ({ ...row, category: row.category as ExemptionCategory }));
    },
  };
}
