import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import { z } from 'zod';
import type { GraphClient } from './client.ts';

const calendar = z.object({ owner: z.object({ address: z.string().min(3) }) });

/** The mailbox's own address, as far as calendar scopes tell: `/me` would take one more. */
export async function ownAddress({ client, auth }: { client: GraphClient; auth: CalendarAuth }): Promise<string> {
  const { owner } = await client.call({
    auth,
    effect: 'read',
    path: '/me/calendar',
    query: { $select: 'owner' },
    answer: calendar,
    send: (request) => request.get(),
  });
  return owner.address;
}
