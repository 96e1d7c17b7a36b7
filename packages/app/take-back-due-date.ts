import { conversationStore } from '@throughline/db/conversation-store.ts';
import { dueRequestStore } from '@throughline/db/due-request-store.ts';
import type { AppContext } from './context.ts';
import { dueOptions } from './due-options.ts';
import { sideOf } from './record-evidence.ts';
import type { Picking } from './read-for-picking.ts';

/** `asked`: it was carried out already, and the due date from before comes again in the same way. */
export type TakenBackDueDate = { readonly kind: 'taken_back' | 'asked' | 'not_found' | 'nothing_asked' };

/** Undoes what its author asked about a due date. A date that went for it does not return; another is found. */
export function takeBackDueDate(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, conversationId, personId }: Picking,
): Promise<TakenBackDueDate> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx): Promise<TakenBackDueDate> => {
    const conversation = await conversationStore(tx).lock(conversationId);
    const side = conversation && sideOf({ conversation, personId });
    if (!conversation || !side) return { kind: 'not_found' };
    const options = await dueOptions({ tx, organizationId, conversation, side, now });
    const asked = options?.asked;
    if (!asked) return { kind: 'nothing_asked' };
    const requests = dueRequestStore(tx);
    if (asked.doneAt === null && (await requests.takeBack({ id: asked.id, now }))) return { kind: 'taken_back' };
    const { fromDueOn: dueOn, fromLeaveShift, fromEarlyRequest } = asked;
    const request = {
      conversationId,
      askedById: personId,
      kind: 'as_before',
      dueOn,
      fromDueOn: conversation.dueOn,
      fromLeaveShift,
      fromEarlyRequest,
    } as const;
    return { kind: (await requests.add({ request, now })) ? 'asked' : 'nothing_asked' };
  });
}
