import { conversationStore } from '@throughline/db/conversation-store.ts';
import { dueRequestStore } from '@throughline/db/due-request-store.ts';
import { isBefore } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';
import { dueOptions } from './due-options.ts';
import { sideOf } from './record-evidence.ts';
import type { Picking } from './read-for-picking.ts';

export type AskedForDueDate =
  /** Carried out with the next sweep; until then taking it back leaves no trace. */
  | { readonly kind: 'asked'; readonly dueOn: Temporal.PlainDate }
  | { readonly kind: 'not_found' | 'has_a_date' | 'not_possible' | 'asked_before' }
  /** Not later than it is, or further than the ceiling. */
  | { readonly kind: 'out_of_range'; readonly latest: Temporal.PlainDate };

export type DueDateAsked = { readonly kind: 'sooner' } | { readonly kind: 'later'; readonly until: Temporal.PlainDate };

/**
 * Either asks for it sooner, or the report puts it off; without a reason. It is written down where only its author sees
 * it, and changes nothing yet: the sweep that also moves due dates for leave carries it out.
 */
export function askForDueDate(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, conversationId, personId, asked }: Picking & { asked: DueDateAsked },
): Promise<AskedForDueDate> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx): Promise<AskedForDueDate> => {
    const conversation = await conversationStore(tx).lock(conversationId);
    const side = conversation && sideOf({ conversation, personId });
    if (!conversation || !side) return { kind: 'not_found' };
    const options = await dueOptions({ tx, organizationId, conversation, side, now });
    if (!options) return { kind: 'not_possible' };
    if (options.asked?.doneAt === null) return { kind: 'asked_before' };
    if (asked.kind === 'later') {
      if (options.latest === null) return { kind: 'not_possible' };
      const isLater = isBefore(conversation.dueOn, asked.until);
      if (!isLater || isBefore(options.latest, asked.until)) return { kind: 'out_of_range', latest: options.latest };
    }
    if (asked.kind === 'sooner' && options.sooner.kind !== 'possible') {
      return { kind: options.sooner.kind === 'has_a_date' ? 'has_a_date' : 'not_possible' };
    }
    const dueOn = asked.kind === 'later' ? asked.until : options.sooner.kind === 'possible' && options.sooner.dueOn;
    if (!dueOn) return { kind: 'not_possible' };
    const { dueOn: fromDueOn, leaveShift: fromLeaveShift, earlyRequest: fromEarlyRequest } = conversation;
    const request = {
      conversationId,
      askedById: personId,
      kind: asked.kind,
      dueOn,
      fromDueOn,
      fromLeaveShift,
      fromEarlyRequest,
    };
    return (await dueRequestStore(tx).add({ request, now })) ? { kind: 'asked', dueOn } : { kind: 'asked_before' };
  });
}
