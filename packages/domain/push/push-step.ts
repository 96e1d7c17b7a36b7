/** A channel as its row says; `opening` is one whose opening was never answered. */
export type PushChannel =
  | { readonly id: string; readonly state: 'opening'; readonly askedAt: Temporal.Instant }
  | {
      readonly id: string;
      readonly state: 'open' | 'closing';
      readonly openedAt: Temporal.Instant;
      /** As the provider said. */
      readonly expiresAt: Temporal.Instant;
      readonly renewAt: Temporal.Instant;
      readonly closeAt: Temporal.Instant | null;
      readonly heardAt: Temporal.Instant | null;
    };

export type PushStep =
  /** `gap`: changes may have gone unannounced, so the calendar is to be read. */
  | { readonly kind: 'open'; readonly replaces: string | null; readonly overlap: boolean; readonly gap: boolean }
  | { readonly kind: 'renew'; readonly channelId: string }
  | { readonly kind: 'close'; readonly channelId: string }
  /** Openings that were never answered: whatever came of them goes. */
  | { readonly kind: 'close_lost'; readonly channelIds: readonly string[] }
  /** Over by itself. */
  | { readonly kind: 'forget'; readonly channelId: string }
  | { readonly kind: 'wait'; readonly until: Temporal.Instant };

/** How long the old one still announces beside the new: what is on its way arrives meanwhile. */
export const overlap = { minutes: 10 } as const;
/** So many readings in a row that find changes nobody announced are no coincidence. */
const deadAfterMissed = 3;
/** A calendar may be this quiet; a channel that says nothing for longer is opened anew rather than trusted. */
const deadAfterSilence = { hours: 7 * 24 } as const;
/** From here on its calendar is read more often. */
const suspectAfterSilence = { hours: 3 * 24 } as const;
/** No provider keeps a channel longer than the 30 days that are asked for. */
const lostAreOver = { hours: 31 * 24 } as const;
/** Whether push is wanted by now, where there is no channel. Each channel has moments of its own. */
const lookAgain = { hours: 24 } as const;

/** The next thing to do about one connection's push channels; `wait` when all is as it should be. */
export function nextPushStep({
  channels,
  wanted,
  renewable,
  connectedAt,
  missed,
  now,
}: {
  channels: readonly PushChannel[];
  wanted: boolean;
  /** Whether the provider prolongs a channel; else another one takes its place. */
  renewable: boolean;
  connectedAt: Temporal.Instant;
  /** Readings in a row that found changes nobody had announced. */
  missed: number;
  now: Temporal.Instant;
}): PushStep {
  const isPast = (instant: Temporal.Instant) => Temporal.Instant.compare(instant, now) <= 0;
  const over = channels.find((channel) => isPast(endOf(channel)));
  if (over !== undefined) return { kind: 'forget', channelId: over.id };

  const lost = channels.filter(({ state }) => state === 'opening').map(({ id }) => id);
  const answered = channels.filter((channel) => channel.state !== 'opening');
  const open = answered.find(({ state }) => state === 'open');
  if (wanted) {
    if (open === undefined) return { kind: 'open', replaces: null, overlap: false, gap: true };
    const isDead = missed >= deadAfterMissed || isPast(lastSign(open).add(deadAfterSilence));
    const isOfEarlierGrant = Temporal.Instant.compare(open.openedAt, connectedAt) < 0;
    if (isDead || isOfEarlierGrant) return { kind: 'open', replaces: open.id, overlap: false, gap: true };
    if (isPast(open.renewAt)) {
      if (renewable) return { kind: 'renew', channelId: open.id };
      return { kind: 'open', replaces: open.id, overlap: true, gap: false };
    }
  }
  if (lost.length > 0) return { kind: 'close_lost', channelIds: lost };
  const unwanted = answered.find((channel) => !wanted || (channel.closeAt !== null && isPast(channel.closeAt)));
  if (unwanted !== undefined) return { kind: 'close', channelId: unwanted.id };
  const moments = answered.flatMap((channel) => [
    channel.closeAt ?? channel.renewAt,
    ...(channel.state === 'open' ? [lastSign(channel).add(deadAfterSilence)] : []),
  ]);
  const [first = now.add(lookAgain), ...others] = moments;
  return { kind: 'wait', until: others.reduce(earlier, first) };
}

/** Half of what the provider gave. */
export function halfLife({ from, until }: { from: Temporal.Instant; until: Temporal.Instant }): Temporal.Instant {
  return from.add({ milliseconds: Math.floor(from.until(until).total('milliseconds') / 2) });
}

/** Whether a channel's word that nothing changed is worth less than it was. Null: there is none to doubt. */
export function isDoubtful({
  lastSignAt,
  missed,
  now,
}: {
  /** When the open channel was opened, or last announced anything. */
  lastSignAt: Temporal.Instant | null;
  missed: number;
  now: Temporal.Instant;
}): boolean {
  if (lastSignAt === null) return false;
  return missed > 0 || Temporal.Instant.compare(lastSignAt.add(suspectAfterSilence), now) <= 0;
}

type Answered = Exclude<PushChannel, { state: 'opening' }>;

function lastSign({ openedAt, heardAt }: Answered): Temporal.Instant {
  return heardAt === null ? openedAt : later(openedAt, heardAt);
}

function endOf(channel: PushChannel): Temporal.Instant {
  return channel.state === 'opening' ? channel.askedAt.add(lostAreOver) : channel.expiresAt;
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b;
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) > 0 ? a : b;
}
