import { randomUUIDv7 } from 'node:crypto';
import { accessStore } from '@throughline/db/access-store.ts';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { policyRules } from '@throughline/domain/policy/policy.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';

export type NewOrganization = {
  /** Lower-case letters, digits and hyphens; how commands and links name it. */
  readonly slug: string;
  readonly name: string;
  readonly mailDomains: readonly string[];
  /** IANA. */
  readonly timeZone: string;
  readonly demo: boolean;
  readonly administrator: {
    readonly givenName: string;
    readonly familyName: string;
    readonly workEmail: string;
  } | null;
  readonly actor: AuditActor;
};

export type CreatedOrganization =
  | { readonly kind: 'created'; readonly organizationId: string; readonly administratorId: string | null }
  | { readonly kind: 'slug_taken' };

/** A new organisation as a draft, with the default policy for everyone: nothing leaves before it is launched. */
export async function createOrganization(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { administrator, actor, ...organization }: NewOrganization,
): Promise<CreatedOrganization> {
  const now = clock.now();
  const organizationId = randomUUIDv7();
  return db.inOrganization(organizationId, async (tx) => {
    const organizations = organizationStore(tx);
    const isNew = await organizations.insert({
      ...organization,
      id: organizationId,
      mailDomains: organization.mailDomains.map((domain) => domain.toLowerCase()),
      state: 'draft',
      stateBeforePause: null,
      ssoOnly: false,
      oidcIssuer: null,
      attendance: false,
      pilotAudience: null,
      formerPilotAudience: null,
      pulse: false,
      worksCouncil: false,
      launchedOn: null,
      createdAt: now,
    });
    if (!isNew) return { kind: 'slug_taken' };
    const policyId = randomUUIDv7();
    await policyStore(tx).publish({
      policy: {
        id: policyId,
        key: 'everyone',
        version: 1,
        name: 'Everyone',
        audience: { kind: 'everyone' },
        rules: policyRules.parse({}),
        rolloutStartsOn: localDateOf({ instant: now, timeZone: organization.timeZone }),
      },
      note: null,
      now,
    });
    const administratorId = administrator && randomUUIDv7();
    if (administrator && administratorId) {
      const { givenName, familyName, workEmail } = administrator;
      await peopleStore(tx).put([
        {
          id: administratorId,
          externalId: null,
          givenName,
          familyName,
          displayName: `${givenName} ${familyName}`,
          workEmail: workEmail.toLowerCase(),
          timeZone: organization.timeZone,
          country: null,
          workingHours: null,
          groups: [],
          level: null,
          startDate: null,
          endDate: null,
          status: 'active',
          lastCareerConversationOn: null,
          updatedAt: now,
        },
      ]);
      await accessStore(tx).grantRole({
        personId: administratorId,
        role: 'administrator',
        grantedById: null,
        grantedAt: now,
      });
    }
    await auditStore(tx).append({
      at: now,
      entry: {
        actor,
        action: 'organization.created',
        subjectKind: 'organization',
        subjectId: organizationId,
        details: { demo: organization.demo },
      },
    });
    await auditStore(tx).append({
      at: now,
      entry: {
        actor,
        action: 'policy.published',
        subjectKind: 'policy',
        subjectId: policyId,
        details: { key: 'everyone', version: 1 },
      },
    });
    return { kind: 'created', organizationId, administratorId };
  });
}
