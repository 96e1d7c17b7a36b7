import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import { z } from 'zod';
import type { GraphClient } from './client.ts';

const calendar = z.object({ allowedOnlineMeetingProviders: z.array(z.string()).nullish() });

/**
 * Whether entries of this calendar may be Teams meetings, which those of personal accounts may not. Asked each time: an
 * entry is placed a few times a year, and administrators change what is allowed.
 */
export async function allowsTeams({ client, auth }: { client: GraphClient; auth: CalendarAuth }): Promise<boolean> {
  const { allowedOnlineMeetingProviders } = await client.call({
    auth,
    effect: 'read',
    path: '/me/calendar',
    query: { $select: 'allowedOnlineMeetingProviders' },
    answer: calendar,
    send: (request) => request.get(),
  });
  return allowedOnlineMeetingProviders?.includes('teamsForBusiness') ?? false;
}
