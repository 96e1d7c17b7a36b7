import { organizationStore } from '@throughline/db/organization-store.ts';
import { withCalendar } from './calendar-access.ts';
import { agreedMove, type AgreedMove, type NotMovable } from './agreed-move.ts';
import { isServed } from './is-served.ts';
import { planningFactsOf } from './planning-facts.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { Picking, PickingContext } from './read-for-picking.ts';
import { readTeamOf, type TeamOfOne } from './read-team-of.ts';

export type ReadAgreed = AgreedMove & {
  readonly team: TeamOfOne;
  /** Whether the event is in the calendar still: somebody may have deleted it since, or connected another account. */
  readonly stands: boolean;
};

/** `not_connected`: the manager's calendar is not. `unreadable`: it did not answer just now. */
export type NotReadAgreed = NotMovable | { readonly kind: 'not_connected' | 'unreadable' };

/** Asks both calendars about a conversation that the two say they moved. Nothing is changed. */
export async function readAgreed(context: PickingContext, picking: Picking): Promise<ReadAgreed | NotReadAgreed> {
  const { organizationId } = picking;
  const now = context.clock.now();
  const begun = await context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    const move = await agreedMove({ tx, picking, now });
    if (move.kind !== 'movable') return move;
    if (!organization || !isServed(organization)) return { kind: 'closed' as const };
    return { ...move, facts: await planningFactsOf({ tx, conversations: [move.conversation], now }) };
  });
  if (begun.kind !== 'movable') return begun;
  const { facts, ...move } = begun;
  const read = await readTeamOf(context, { organizationId, facts, lead: 'none', now });
  if (read.kind !== 'read') return { kind: read.kind === 'closed' ? 'not_connected' : 'unreadable' };
  try {
    const stands = await isStanding(context, { organizationId, move, team: read.team });
    return { ...move, team: read.team, stands };
  } catch (error) {
    if (error instanceof CalendarError) return { kind: 'unreadable' };
    throw error;
  }
}

async function isStanding(
  context: PickingContext,
  { organizationId, move: { event }, team }: { organizationId: string; move: AgreedMove; team: TeamOfOne },
): Promise<boolean> {
  if (!event?.providerEventId || event.connectionId !== team.organizer.id) return false;
  const { connectionId, providerEventId } = event;
  const seen = await withCalendar({ context, organizationId, connectionId }, (provider, auth) =>
    provider.events.get({ auth, providerEventId }),
  );
  return seen?.status === 'confirmed';
}
