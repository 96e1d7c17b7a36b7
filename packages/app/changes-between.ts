import { activityStore } from '@throughline/db/activity-store.ts';
import type { AppContext } from './context.ts';

export type ActivityLine = { readonly kind: string; readonly count: number; readonly sentence: string };

const sentences: readonly { readonly kind: string; readonly one: string; readonly many: string }[] = [
  { kind: 'booked', one: 'invitation sent', many: 'invitations sent' },
  { kind: 'moved', one: 'conversation moved', many: 'conversations moved' },
  {
    kind: 'unbooked',
    one: 'date given up, a new one is being found',
    many: 'dates given up, new ones are being found',
  },
  { kind: 'ended', one: 'conversation’s time came and went', many: 'conversations’ times came and went' },
  { kind: 'held', one: 'conversation known to have taken place', many: 'conversations known to have taken place' },
  { kind: 'unconfirmed', one: 'conversation nobody confirmed', many: 'conversations nobody confirmed' },
  { kind: 'opened', one: 'next conversation opened', many: 'next conversations opened' },
  { kind: 'mail', one: 'mail sent', many: 'mails sent' },
  { kind: 'digest', one: 'weekly email to leadership', many: 'weekly emails to leadership' },
];

/** What happened in `[from, to)` of the organisation's time, as counts in plain words; nothing happened, no line. */
export async function changesBetween(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, from, to }: { organizationId: string; from: Temporal.Instant; to: Temporal.Instant },
): Promise<readonly ActivityLine[]> {
  const counts = await db.inOrganization(organizationId, (tx) => activityStore(tx).counts({ from, to }));
  return sentences.flatMap(({ kind, one, many }) => {
    const count = counts.get(kind) ?? 0;
    return count === 0 ? [] : [{ kind, count, sentence: `${count} ${count === 1 ? one : many}` }];
  });
}
