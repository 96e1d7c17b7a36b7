import type { DueDate } from '../conversation/due-date.ts';
import type { Policy } from './policy.ts';
import type { TwoOutlooks } from './preview-policy.ts';

/** More fall due than the weeks before them hold. Weeks are counted from the first that is looked at. */
export type CapacityWarning = {
  readonly fromWeek: number;
  readonly toWeek: number;
  readonly due: number;
  readonly room: number;
};

export type PreviewedManager = {
  readonly managerId: string;
  readonly now: Asked;
  readonly draft: Asked;
  /** Null where the weeks hold what would be due. */
  readonly warning: CapacityWarning | null;
};
type Asked = { readonly conversations: number; readonly minutes: number };

/** One conversation that a manager would owe. */
type Claim = Pick<DueDate, 'dueOn'> & { readonly policy: Pick<Policy, 'rules'> };

/** What would be asked of each manager, and whether their weeks hold it; the most asked first. */
export function previewManagers({
  outlooks,
  today,
  weekOf,
}: {
  outlooks: readonly TwoOutlooks[];
  today: Temporal.PlainDate;
  weekOf: (date: Temporal.PlainDate) => number;
}): readonly PreviewedManager[] {
  const claims = { now: claimsOf(outlooks, 'now'), draft: claimsOf(outlooks, 'draft') };
  const managerIds = new Set([...claims.now.keys(), ...claims.draft.keys()]);
  return [...managerIds]
    .map((managerId) => {
      const draft = claims.draft.get(managerId) ?? [];
      return {
        managerId,
        now: askedIn(claims.now.get(managerId) ?? []),
        draft: askedIn(draft),
        warning: capacityWarning({ claims: draft, today, weekOf }),
      };
    })
    .toSorted((a, b) => b.draft.minutes - a.draft.minutes || (a.managerId < b.managerId ? -1 : 1));
}

function claimsOf(outlooks: readonly TwoOutlooks[], which: 'now' | 'draft'): ReadonlyMap<string, readonly Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const { [which]: outlook } of outlooks) {
    const { managerId, policy, dues } = outlook;
    if (managerId === null || policy === null) continue;
    const own = claims.get(managerId) ?? [];
    own.push(...dues.map((due) => ({ ...due, policy })));
    claims.set(managerId, own);
  }
  return claims;
}

function askedIn(claims: readonly Claim[]): Asked {
  const minutes = claims.reduce((sum, { policy }) => sum + policy.rules.durationMinutes, 0);
  return { conversations: claims.length, minutes };
}

/**
 * The stretch of weeks that lacks most: those due in it can take place from the planning horizon before it, but not before
 * lead time allows, so many a week as the strictest of their policies says. Null where the weeks hold them.
 */
export function capacityWarning({
  claims,
  today,
  weekOf,
}: {
  claims: readonly Claim[];
  today: Temporal.PlainDate;
  weekOf: (date: Temporal.PlainDate) => number;
}): CapacityWarning | null {
  if (claims.length === 0) return null;
  const strictest = (rule: 'maxPerManagerPerWeek' | 'leadTimeDays' | 'planningHorizonDays') =>
    Math.min(...claims.map(({ policy }) => policy.rules[rule]));
  const perWeek = strictest('maxPerManagerPerWeek');
  const first = weekOf(today.add({ days: strictest('leadTimeDays') }));
  const ahead = Math.floor(strictest('planningHorizonDays') / 7);
  const dues = [...Map.groupBy(claims, ({ dueOn }) => Math.max(first, weekOf(dueOn)))].toSorted(([a], [b]) => a - b);
  let worst: CapacityWarning | null = null;
  for (const [index, [fromWeek]] of dues.entries()) {
    let due = 0;
    for (const [toWeek, inWeek] of dues.slice(index)) {
      due += inWeek.length;
      const room = perWeek * (toWeek - Math.max(first, fromWeek - ahead) + 1);
      if (due - room > (worst ? worst.due - worst.room : 0)) worst = { fromWeek, toWeek, due, room };
    }
  }
  return worst;
}
