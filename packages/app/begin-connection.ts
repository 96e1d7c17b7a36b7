import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';
import type { AppContext } from './context.ts';
import { openAttempt, type AttemptContext } from './open-attempt.ts';
import type { ConnectionPurpose, ProviderName } from './ports/calendar.ts';

export type BegunConnection =
  | { readonly kind: 'begun'; readonly authorizationUrl: string }
  | { readonly kind: 'refused'; readonly reason: 'unknown_person' | 'provider_not_offered' | 'admin_needed' };

/**
 * Starts connecting a person's calendar: where to send the browser. Somebody who organises already is never asked for
 * less; nobody is sent where an administrator has to grant first.
 */
export async function beginConnection(
  context: AttemptContext & Pick<AppContext, 'db'>,
  {
    organizationId,
    personId,
    provider: name,
    purpose: wanted,
    browserToken,
    returnTo,
  }: {
    organizationId: string;
    personId: string;
    provider: ProviderName;
    purpose: ConnectionPurpose;
    browserToken: string;
    returnTo: string | null;
  },
): Promise<BegunConnection> {
  if (!context.calendars.offered().includes(name)) return { kind: 'refused', reason: 'provider_not_offered' };
  return context.db.inOrganization(organizationId, async (tx) => {
    const person = await peopleStore(tx).byId(personId);
    if (person === null || person.status === 'inactive') return { kind: 'refused', reason: 'unknown_person' };
    const domain = await calendarDomainStore(tx).byDomain(mailDomainOf(person.workEmail));
    if (domain?.provider === name && domain.consent === 'needed') return { kind: 'refused', reason: 'admin_needed' };
    const present = await connectionStore(tx).ofPerson(personId);
    const authorizationUrl = await openAttempt(context, {
      tx,
      organizationId,
      personId,
      provider: name,
      purpose: present?.purpose === 'organize' ? 'organize' : wanted,
      attendance: false,
      loginHint: person.workEmail,
      browserToken,
      returnTo,
    });
    return { kind: 'begun', authorizationUrl };
  });
}
