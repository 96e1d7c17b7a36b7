import { mailOptOutStore } from '@throughline/db/mail-opt-out-store.ts';
import { verifyLink } from '@throughline/security/signed-link.ts';
import type { AppContext } from './context.ts';
import { linkPurposes } from './mail-links.ts';
import { isRecurringMail } from './recurring-mails.ts';

export type StoppedMails = { readonly kind: 'stopped' } | { readonly kind: 'expired' } | { readonly kind: 'invalid' };

/** One click behind a recurring mail's List-Unsubscribe (RFC 8058) stops that mail for its recipient. */
export async function stopMails(
  { db, clock, keyring }: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  { token }: { token: string },
): Promise<StoppedMails> {
  const now = clock.now();
  const link = verifyLink({ keyring, token, purpose: linkPurposes.stopMails, now });
  if (link.kind === 'expired') return { kind: 'expired' };
  if (link.kind !== 'ok' || !isRecurringMail(link.claims.subjectId)) return { kind: 'invalid' };
  const { organizationId, personId, subjectId } = link.claims;
  await db.inOrganization(organizationId, (tx) => mailOptOutStore(tx).add({ personId, template: subjectId, now }));
  return { kind: 'stopped' };
}
