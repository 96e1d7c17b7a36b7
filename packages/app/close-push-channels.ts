import type { StoredChannel } from '@throughline/db/push-channel-store.ts';
import type { AppContext } from './context.ts';
import { providerChannelOf } from './keep-push.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { ProviderName } from './ports/calendar.ts';

/**
 * Closes the push channels of a connection that has just been forgotten, with what tokens there were. Where that fails
 * they end by themselves, and nothing they announce until then is listened to.
 */
export async function closePushChannels(
  { clock, calendars, log }: Pick<AppContext, 'clock' | 'calendars' | 'log'>,
  {
    organizationId,
    connectionId,
    provider: name,
    channels,
    tokens,
  }: {
    organizationId: string;
    connectionId: string;
    provider: ProviderName;
    channels: readonly StoredChannel[];
    tokens: {
      readonly refreshToken: string;
      readonly accessToken: string | null;
      readonly until: Temporal.Instant | null;
    };
  },
): Promise<void> {
  const opened = channels.filter(({ state }) => state !== 'opening');
  if (opened.length === 0) return;
  try {
    const { oauth, push } = calendars.provider(name);
    const { refreshToken, accessToken: last, until } = tokens;
    const isGood = last !== null && until !== null && Temporal.Instant.compare(clock.wall(), until) < 0;
    const accessToken = isGood ? last : (await oauth.refresh({ refreshToken })).accessToken;
    for (const channel of opened) {
      await push.close({ auth: { organizationId, connectionId, accessToken }, channel: providerChannelOf(channel) });
    }
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    log.warn({ organizationId, connectionId, kind: error.kind }, 'push channels could not be closed');
  }
}
