import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { GraphClient } from './client.ts';
import { ownAddress } from './own-address.ts';
import { workingHours } from './working-hours.ts';

/**
 * The zone the account's working hours are kept in: the mailbox's settings would take one more scope. Null for a
 * personal account, which tells none, and for a zone of the person's own making that matches none.
 */
export async function timeZone({
  client,
  auth,
  wall,
}: {
  client: GraphClient;
  auth: CalendarAuth;
  wall: Temporal.Instant;
}): Promise<string | null> {
  const email = await ownAddress({ client, auth });
  const hours = await workingHours({ client, auth, emails: [email], wall });
  return hours.get(email)?.timeZone ?? null;
}
