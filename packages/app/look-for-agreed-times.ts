import { agreedTimes, asAgreed } from '@throughline/domain/scheduling/agreed-times.ts';
import { instantAt, isBefore, localDateOf } from '@throughline/domain/time/local-date.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { planningOfOne } from './read-team-of.ts';
import { readAgreed, type NotReadAgreed } from './read-agreed.ts';
import type { Picking, PickingContext } from './read-for-picking.ts';

export type AgreedTimesFound =
  | { readonly kind: 'times'; readonly slots: readonly Interval[] }
  /** Neither then nor later; sentences say why. */
  | { readonly kind: 'none'; readonly explanation: readonly string[] }
  /** The day said is over. */
  | { readonly kind: 'past' }
  | NotReadAgreed;

/**
 * "We moved it to …": the times both really have then, or next after that. Whether it is late or soon does not matter,
 * since the two agreed; it begins tomorrow at the earliest, so that nothing is entered for what is over. `day` and `time`
 * are on the clock of whoever asks. Changes nothing.
 */
export async function lookForAgreedTimes(
  context: PickingContext,
  { day, time, ...picking }: Picking & { day: Temporal.PlainDate; time: string | null },
): Promise<AgreedTimesFound> {
  const now = context.clock.now();
  const read = await readAgreed(context, picking);
  if (read.kind !== 'movable') return read;
  const { conversation, event, team } = read;
  const planning = await context.db.inOrganization(picking.organizationId, (tx) =>
    planningOfOne({ tx, team, conversation, insteadOf: event?.id ?? null, lead: 'none', now }),
  );
  if (!planning) return { kind: 'not_connected' };
  const { manager, toPlan } = planning;
  const timeZone = planning.facts.people.get(picking.personId)?.timeZone ?? 'UTC';
  if (isBefore(day, localDateOf({ instant: now, timeZone }))) return { kind: 'past' };
  const from = instantAt({ date: day, time: time ?? '00:00', timeZone });
  return agreedTimes({ manager, conversation: asAgreed({ conversation: toPlan, from }), from, now });
}
