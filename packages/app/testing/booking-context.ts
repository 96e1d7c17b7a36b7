import type { ContractWorld } from '@throughline/calendars/contract/world.ts';
import { startGoogleWorld, type GoogleWorld } from '@throughline/calendars/testing/google-world.ts';
import { startMicrosoftWorld, type MicrosoftWorld } from '@throughline/calendars/testing/microsoft-world.ts';
import { machineTime } from '@throughline/testing/machine-time.ts';
import { afterAll, afterEach } from 'vitest';
import { bookConversation } from '../book-conversation.ts';
import type { AdvancedEvent } from '../advance-event.ts';
import { bookDueEvents } from '../book-due-events.ts';
import { openDueConversations } from '../open-due-conversations.ts';
import { planConversations } from '../plan-conversations.ts';
import type { CalendarProvider, CalendarRegistry, ProviderName } from '../ports/calendar.ts';
import { testContext } from './test-context.ts';

export type BookingContext = Awaited<ReturnType<typeof bookingContext<ProviderName>>>;

type Worlds = { readonly google: GoogleWorld; readonly microsoft: MicrosoftWorld };

const startWorld: {
  readonly [Name in ProviderName]: (given: { wall: () => Temporal.Instant }) => Promise<Worlds[Name]>;
} = { google: startGoogleWorld, microsoft: startMicrosoftWorld };

/** What happens in a calendar has to happen in each of them alike. */
export const everyProvider = Object.keys(startWorld) as readonly ProviderName[];

/** Everything the path from due to booked acts through, with one provider played by the sandbox. Call it at the top of a file. */
export async function bookingContext<Name extends ProviderName = 'google'>({
  now = '2026-11-02T08:00:00Z',
  provider,
}: { now?: string; provider?: Name } = {}) {
  const started = machineTime();
  // Microsoft's tokens say from when and until when they are good, by the machine's time, so each test begins there.
  const context = await testContext(provider === 'microsoft' ? { now, wall: started } : { now });
  const { clock } = context;
  const wall = () => (provider === 'microsoft' ? machineTime().add(started.until(clock.wall())) : clock.wall());
  const world = (await startWorld[provider ?? 'google']({ wall })) as Worlds[Name];
  afterAll(() => world.close());
  if (world.oddities.consent === 'an_administrator') {
    await world.control('POST', 'tenants', { domain: 'example.com', adminConsented: true });
  }
  const begin = clock.wall();
  afterEach(() => clock.advanceWallBy(clock.wall().until(begin)));
  await world.control('POST', 'clock', { set: now });
  const calendars: CalendarRegistry = { offered: () => [world.provider.name], provider: () => world.provider };
  return { ...context, calendars, world };
}

/** The same context, in which something happens just before a call reaches the provider. */
export function interrupted<Context extends Pick<BookingContext, 'calendars'>>({
  context,
  before,
  happens,
}: {
  context: Context;
  before: 'freeBusy' | 'place' | 'reviseAgenda';
  happens: () => Promise<void>;
}): Context {
  let left = 1;
  const once = async () => {
    if (left === 0) return;
    left -= 1;
    await happens();
  };
  const wrapped = (provider: CalendarProvider): CalendarProvider => ({
    ...provider,
    freeBusy: async (input) => {
      if (before === 'freeBusy') await once();
      return provider.freeBusy(input);
    },
    events: {
      ...provider.events,
      place: async (input) => {
        if (before === 'place') await once();
        return provider.events.place(input);
      },
      reviseAgenda: async (input) => {
        if (before === 'reviseAgenda') await once();
        return provider.events.reviseAgenda(input);
      },
    },
  });
  const { calendars } = context;
  return { ...context, calendars: { ...calendars, provider: (name) => wrapped(calendars.provider(name)) } };
}

/** What the worker does at every turn: opens, plans and books whatever is due. */
export async function turn(
  context: Omit<BookingContext, 'world'>,
  { organizationId }: { organizationId: string },
): Promise<readonly AdvancedEvent[]> {
  await openDueConversations(context, { organizationId });
  await planConversations(context, { organizationId });
  return bookAll(context, { organizationId });
}

export async function bookAll(
  context: Omit<BookingContext, 'world'>,
  { organizationId }: { organizationId: string },
): Promise<readonly AdvancedEvent[]> {
  const results: AdvancedEvent[] = [];
  for (const conversationId of await bookDueEvents(context, { organizationId })) {
    results.push(...(await bookConversation(context, { organizationId, conversationId })));
  }
  return results;
}

/** Calls of one kind that reached the provider so far. */
export async function countCalls({
  world,
  path,
}: {
  world: Pick<ContractWorld, 'exchanges'>;
  path: string;
}): Promise<number> {
  return (await world.exchanges()).filter((exchange) => exchange.url.includes(path)).length;
}
