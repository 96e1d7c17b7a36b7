import { createCalendarRegistry } from '@throughline/calendars/registry.ts';
import { startGoogleWorld, type GoogleWorld } from '@throughline/calendars/testing/google-world.ts';
import { afterAll } from 'vitest';
import { bookConversation } from '../book-conversation.ts';
import type { AdvancedEvent } from '../advance-event.ts';
import { bookDueEvents } from '../book-due-events.ts';
import { openDueConversations } from '../open-due-conversations.ts';
import { planConversations } from '../plan-conversations.ts';
import type { CalendarProvider } from '../ports/calendar.ts';
import { testContext } from './test-context.ts';

export type BookingContext = Awaited<ReturnType<typeof bookingContext>>;

/** Everything the path from due to booked acts through, with Google played by the sandbox. Call it at the top of a file. */
export async function bookingContext({ now = '2026-11-02T08:00:00Z' }: { now?: string } = {}) {
  const context = await testContext({ now });
  const wall = () => context.clock.wall();
  const world = await startGoogleWorld({ wall });
  afterAll(() => world.close());
  await world.control('POST', 'clock', { set: now });
  const calendars = createCalendarRegistry({ settings: { google: world.settings }, wall });
  return { ...context, calendars, world };
}

/** The same context, in which something happens just before a call reaches the provider. */
export function interrupted<Context extends Pick<BookingContext, 'calendars'>>({
  context,
  before,
  happens,
}: {
  context: Context;
  before: 'freeBusy' | 'place';
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
    },
  });
  const { calendars } = context;
  return { ...context, calendars: { ...calendars, provider: (name) => wrapped(calendars.provider(name)) } };
}

/** What the worker does at every turn: opens, plans and books whatever is due. */
export async function turn(
  context: BookingContext,
  { organizationId }: { organizationId: string },
): Promise<readonly AdvancedEvent[]> {
  await openDueConversations(context, { organizationId });
  await planConversations(context, { organizationId });
  return bookAll(context, { organizationId });
}

export async function bookAll(
  context: BookingContext,
  { organizationId }: { organizationId: string },
): Promise<readonly AdvancedEvent[]> {
  const results: AdvancedEvent[] = [];
  for (const conversationId of await bookDueEvents(context, { organizationId })) {
    results.push(...(await bookConversation(context, { organizationId, conversationId })));
  }
  return results;
}

/** Calls of one kind that reached the provider so far. */
export async function countCalls({ world, path }: { world: GoogleWorld; path: string }): Promise<number> {
  return (await world.exchanges()).filter((exchange) => exchange.url.includes(path)).length;
}
