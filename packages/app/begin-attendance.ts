import { connectionStore } from '@throughline/db/connection-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { attendanceConsent } from './attendance-consent.ts';
import type { AppContext } from './context.ts';
import { openAttempt, type AttemptContext } from './open-attempt.ts';

export type BegunAttendance =
  | { readonly kind: 'begun'; readonly authorizationUrl: string }
  /** The organisation did not turn it on; there is no calendar that has such calls. */
  | { readonly kind: 'refused'; readonly reason: 'off' | 'nothing_to_agree_to' };

/**
 * A manager whose calendar is connected is asked, apart from that, whether Throughline may see who was in a call: where
 * to send their browser. Whatever comes of it, the connection stands as it did.
 */
export async function beginAttendance(
  context: AttemptContext & Pick<AppContext, 'db'>,
  { organizationId, personId, browserToken }: { organizationId: string; personId: string; browserToken: string },
): Promise<BegunAttendance> {
  return context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null || !organization.attendance) return { kind: 'refused', reason: 'off' };
    const connection = await connectionStore(tx).ofPerson(personId);
    if (connection === null || !context.calendars.offered().includes(connection.provider)) {
      return { kind: 'refused', reason: 'nothing_to_agree_to' };
    }
    const { provider, accountEmail: loginHint } = connection;
    const { attendance } = context.calendars.provider(provider);
    if (attendanceConsent({ attendance, connection }) === null) {
      return { kind: 'refused', reason: 'nothing_to_agree_to' };
    }
    const authorizationUrl = await openAttempt(context, {
      tx,
      organizationId,
      personId,
      provider,
      purpose: 'organize',
      attendance: true,
      loginHint,
      browserToken,
      returnTo: '/connect',
    });
    return { kind: 'begun', authorizationUrl };
  });
}
