import { proposalStore } from '@throughline/db/proposal-store.ts';
import { offerFreshTimes } from './offer-fresh-times.ts';
import {
  lockForPicking,
  readForPicking,
  type NotPickable,
  type Picking,
  type PickingContext,
} from './read-for-picking.ts';

export type OtherTimes =
  /** `fresh`: whether there were others to offer. */
  | { readonly kind: 'asked'; readonly fresh: boolean }
  /** Once is what a report may ask; the manager picks or talks to them. */
  | { readonly kind: 'not_again' }
  | NotPickable;

/** "None of these fit", said by the report, once and without a reason: on other days, others take their place. */
export async function askForOtherTimes(context: PickingContext, picking: Picking): Promise<OtherTimes> {
  const { organizationId, conversationId } = picking;
  const now = context.clock.now();
  const read = await readForPicking(context, picking);
  if (read.kind !== 'read') return read;
  if (read.side !== 'report') return { kind: 'not_again' };
  return context.db.inOrganization(organizationId, async (tx): Promise<OtherTimes> => {
    const locked = await lockForPicking({ tx, read, picking, now });
    if (locked.kind !== 'open') return locked;
    const asked = await proposalStore(tx).refused([conversationId]);
    if (asked.size > 0) return { kind: 'not_again' };
    return { kind: 'asked', fresh: await offerFreshTimes({ tx, locked, because: 'others_asked', now }) };
  });
}
