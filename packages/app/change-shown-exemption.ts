import type { AuditActor } from '@throughline/db/audit-store.ts';
import { exemptionStore } from '@throughline/db/exemption-store.ts';
import { exemptionViewStore } from '@throughline/db/exemption-view-store.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';
import { liftExemption } from './lift-exemption.ts';
import { renewExemption, type RenewedExemption } from './renew-exemption.ts';

type Context = Pick<AppContext, 'db' | 'clock' | 'queue'>;
type Given = { readonly organizationId: string; readonly id: string; readonly actor: AuditActor };

/**
 * Renews an exemption for an API client, to whom a hold is none. `isCurrent`, asked while nobody else can change it, says
 * whether the caller saw it as it still is.
 */
export async function renewShownExemption(
  context: Context,
  {
    endsOn,
    isCurrent,
    ...given
  }: Given & { readonly endsOn: Temporal.PlainDate; readonly isCurrent: (context: Context) => Promise<boolean> },
): Promise<RenewedExemption | 'changed_meanwhile'> {
  return whereShown<RenewedExemption | 'changed_meanwhile'>(context, given, {
    unknown: { kind: 'refused', reason: 'unknown', longestDays: 0 },
    work: async (joined) =>
      (await isCurrent(joined)) ? renewExemption(joined, { ...given, endsOn }) : 'changed_meanwhile',
  });
}

/** Lifts one likewise. */
export async function liftShownExemption(
  context: Context,
  given: Given,
): Promise<'lifted' | 'unknown' | 'over_already'> {
  return whereShown<'lifted' | 'unknown' | 'over_already'>(context, given, {
    unknown: 'unknown',
    work: (joined) => liftExemption(joined, given),
  });
}

async function whereShown<Result>(
  context: Context,
  { organizationId, id }: Given,
  { unknown, work }: { unknown: Result; work: (joined: Context) => Promise<Result> },
): Promise<Result> {
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx) => {
      const shown = await exemptionViewStore(tx).byId(id);
      if (shown === null) return unknown;
      await exemptionStore(tx).lockOf(shown.personId);
      return work(joined);
    },
  });
}
