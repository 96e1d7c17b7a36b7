import type { AccountIdentity } from './ports/calendar.ts';

/**
 * Whether a calendar account is the person's own: its verified address is their work address or, when they have
 * connected before, it is the same account under an address that was changed within the organisation's domains.
 * Nothing else tells one person of a company from another.
 */
export function isOwnAccount({
  identity,
  workEmail,
  knownSubjects,
  mailDomains,
}: {
  identity: AccountIdentity;
  workEmail: string;
  /** Accounts this person has connected with this provider before. */
  knownSubjects: readonly string[];
  mailDomains: readonly string[];
}): boolean {
  if (!identity.emailVerified) return false;
  const email = identity.email.toLowerCase();
  if (email === workEmail.toLowerCase()) return true;
  const domain = email.slice(email.lastIndexOf('@') + 1);
  return knownSubjects.includes(identity.subject) && mailDomains.includes(domain);
}
