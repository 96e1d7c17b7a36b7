import { customType } from 'drizzle-orm/pg-core';
import type { LeaveShift } from '@throughline/domain/conversation/due-date.ts';

export type Stored = { readonly dueOn: string; readonly from: string; readonly days: number };

/** What leave has done to a due date, as `jsonb`; dates are ISO strings there. */
export const leaveShift = customType<{ data: LeaveShift; driverData: string | Stored }>({
  dataType: () => 'jsonb',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => {
    return leaveShiftFrom(typeof value === 'string' ? (JSON.parse(value) as Stored) : value);
  },
});

/** For queries that read it as JSON. */
export function leaveShiftFrom({ dueOn, from, days }: Stored): LeaveShift {
  return { dueOn: Temporal.PlainDate.from(dueOn), from: Temporal.PlainDate.from(from), days };
}
