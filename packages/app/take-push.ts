import type { Transaction } from '@throughline/db/database.ts';
import { pushChannelStore } from '@throughline/db/push-channel-store.ts';
import { pushHintStore } from '@throughline/db/push-hint-store.ts';
import { parseChannelToken } from '@throughline/security/channel-token.ts';
import { matchesTokenHash } from '@throughline/security/token-hash.ts';
import type { AppContext } from './context.ts';
import type { PushMessage } from './ports/calendar-push.ts';
import type { Wake } from './ports/queue.ts';

type Claim = PushMessage & { readonly organizationId: string; readonly channelId: string };

/**
 * Notes what a provider announced, each message for itself, and wakes whoever reads the calendar. A message whose
 * credential proves nothing, and one of a channel that was closed, is as if it had not come. Rejects when the record
 * does not answer: the provider then tries again.
 */
export async function takePush(
  { db, clock, queue }: Pick<AppContext, 'db' | 'clock' | 'queue'>,
  { messages }: { messages: readonly PushMessage[] },
): Promise<void> {
  const claims = messages.flatMap((message): Claim[] => {
    const ids = parseChannelToken(message.credential);
    return ids === null ? [] : [{ ...message, ...ids }];
  });
  const now = clock.now();
  const wakes: Wake[] = [];
  for (const [organizationId, claimed] of Map.groupBy(onceEach(claims), (claim) => claim.organizationId)) {
    const due = await db.inOrganization(organizationId, async (tx) => {
      const found: Wake[] = [];
      for (const claim of claimed) found.push(...(await take({ tx, claim, now })));
      return found;
    });
    wakes.push(...due);
  }
  // Not waited for: a queue that is away would cost the provider's patience, and the record has all of it.
  for (const wake of wakes) void queue.wake(wake);
}

/** Several changes in one calendar are one thing to look at. In one order, so that two posts never wait for each other. */
function onceEach(claims: readonly Claim[]): readonly Claim[] {
  const different = new Map(
    claims.map((claim) => [`${claim.credential} ${claim.providerChannelId} ${claim.news}`, claim]),
  );
  return [...different.values()].toSorted((a, b) => (a.channelId < b.channelId ? -1 : 1));
}

async function take({
  tx,
  claim: { organizationId, channelId, credential, providerChannelId, news },
  now,
}: {
  tx: Transaction;
  claim: Claim;
  now: Temporal.Instant;
}): Promise<readonly Wake[]> {
  const found = await pushChannelStore(tx).byId(channelId);
  if (found === null || !matchesTokenHash({ token: credential, hash: found.channel.tokenHash })) return [];
  const { channel, isActive } = found;
  // The provider's id is not known yet while the opening is being answered.
  const isItsChannel = channel.providerChannelId === null || channel.providerChannelId === providerChannelId;
  if (!isActive || !isItsChannel) return [];
  const { connectionId } = channel;
  const hints = pushHintStore(tx);
  const upkeep: Wake = { name: 'run-sweep', sweep: 'keep-push-channels', organizationId };
  if (news === 'renewal_wanted') {
    await hints.wantRenewal({ channelId, connectionId, now });
    return [upkeep];
  }
  if (news === 'removed') await hints.removed({ channelId, connectionId, now });
  else await hints.heard({ channelId, now });
  const isDue = await hints.note({ connectionId, now });
  const reading: Wake = { name: 'sync-connection', organizationId, connectionId };
  return [...(news === 'removed' ? [upkeep] : []), ...(isDue ? [reading] : [])];
}
