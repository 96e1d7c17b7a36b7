import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';
import type { AccountIdentity } from './ports/calendar.ts';

/**
 * Whether a calendar account is the person's own: its address is their work address or, when they have connected
 * before, it is the same account under an address that was changed within the organisation's domains. Nothing else
 * tells one person of a company from another.
 *
 * Who vouches for the address is the tenant that owns the mail domain, where there is one: any other tenant may write
 * the same address into its accounts, and an account somebody opened for themselves keeps an address that has gone to
 * somebody else (descope.com/blog/post/noauth). Without such a tenant the provider has to have verified it.
 */
export function isOwnAccount({
  identity,
  workEmail,
  ownTenant,
  knownSubjects,
  mailDomains,
}: {
  identity: AccountIdentity;
  workEmail: string;
  /** The provider's tenant that owns the domain of the work address; null where none does. */
  ownTenant: string | null;
  /** Accounts this person has connected with this provider before. */
  knownSubjects: readonly string[];
  mailDomains: readonly string[];
}): boolean {
  const isVouchedFor = ownTenant === null ? identity.emailVerified : identity.tenant === ownTenant;
  if (!isVouchedFor) return false;
  const email = identity.email.toLowerCase();
  if (email === workEmail.toLowerCase()) return true;
  return knownSubjects.includes(identity.subject) && mailDomains.includes(mailDomainOf(email));
}
