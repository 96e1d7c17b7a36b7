import { accessStore } from '@throughline/db/access-store.ts';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { AppContext } from './context.ts';

export type SsoOnlySet =
  | { readonly kind: 'set'; readonly endedSessions: number }
  /** With mailed links gone nobody would get in any more. */
  | { readonly kind: 'no_other_way' };

/**
 * From now on people sign in at a provider alone: no sign-in is mailed, links in mails want their person signed in, and
 * sessions that a mailed link opened are over. Or the former is so again, which nothing stands against. API keys and SCIM
 * tokens are not touched.
 */
export async function setSsoOnly(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    ssoOnly,
    canSignIn,
    actor,
  }: {
    organizationId: string;
    ssoOnly: boolean;
    /** Whether there is a provider this organisation's people can sign in at. */
    canSignIn: boolean;
    actor: AuditActor;
  },
): Promise<SsoOnlySet> {
  if (ssoOnly && !canSignIn) return { kind: 'no_other_way' };
  return db.inOrganization(organizationId, async (tx) => {
    const organizations = organizationStore(tx);
    const organization = await organizations.lock(organizationId);
    if (organization === null) throw new Error(`There is no organisation ${organizationId}`);
    if (organization.ssoOnly === ssoOnly) return { kind: 'set', endedSessions: 0 };
    await organizations.put({ ...organization, ssoOnly });
    const endedSessions = ssoOnly ? await accessStore(tx).endMailedSessions({ wall: clock.wall() }) : 0;
    await auditStore(tx).append({
      at: clock.now(),
      entry: {
        actor,
        action: 'organization.sso_only_set',
        subjectKind: 'organization',
        subjectId: organizationId,
        details: { sso_only: ssoOnly },
      },
    });
    return { kind: 'set', endedSessions };
  });
}
