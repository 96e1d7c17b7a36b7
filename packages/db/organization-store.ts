import { and, arrayContains, asc, eq, inArray } from 'drizzle-orm';
import type { Audience } from '@throughline/domain/policy/policy.ts';
import type { Transaction } from './database.ts';
import { organization } from './schema/tables.ts';

export type OrganizationState = 'draft' | 'pilot' | 'live' | 'paused';

export type Organization = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly state: OrganizationState;
  readonly stateBeforePause: Exclude<OrganizationState, 'paused'> | null;
  readonly demo: boolean;
  readonly mailDomains: readonly string[];
  readonly timeZone: string;
  /** Signed in with a provider alone, never with a mailed link. */
  readonly ssoOnly: boolean;
  /** The OpenID Connect issuer that says who its people are; null: the installation's, where it is the only one here. */
  readonly oidcIssuer: string | null;
  /** Whether managers are asked to let Throughline see who was in a call. */
  readonly attendance: boolean;
  readonly pilotAudience: Audience | null;
  /** Who was in the pilot it came out of; null where there was none. */
  readonly formerPilotAudience: Audience | null;
  /** Whether reports are asked, once they confirmed, if it was about what they want. */
  readonly pulse: boolean;
  /** Nobody above the two of a conversation is told of anything by person. */
  readonly worksCouncil: boolean;
  readonly launchedOn: Temporal.PlainDate | null;
  readonly createdAt: Temporal.Instant;
};

/** Organisations have no row-level security: any transaction sees them all. */
export function organizationStore(tx: Transaction) {
  return {
    /** False when the slug is taken. */
    async insert(row: Organization): Promise<boolean> {
      const rows = await tx
        .insert(organization)
        .values(toRow(row))
        .onConflictDoNothing({ target: organization.slug })
        .returning({ id: organization.id });
      return rows.length > 0;
    },

    async byId(id: string): Promise<Organization | null> {
      const [row] = await tx.select().from(organization).where(eq(organization.id, id));
      return row ? fromRow(row) : null;
    },

    async bySlug(slug: string): Promise<Organization | null> {
      const [row] = await tx.select().from(organization).where(eq(organization.slug, slug));
      return row ? fromRow(row) : null;
    },

    /** Whose people have addresses in this domain. */
    async byMailDomain(domain: string): Promise<Organization | null> {
      const [row] = await tx
        .select()
        .from(organization)
        .where(arrayContains(organization.mailDomains, [domain.toLowerCase()]));
      return row ? fromRow(row) : null;
    },

    /** Waits for, and holds off, whoever else changes the state of this organisation. */
    async lock(id: string): Promise<Organization | null> {
      const [row] = await tx.select().from(organization).where(eq(organization.id, id)).for('update');
      return row ? fromRow(row) : null;
    },

    async put(next: Organization): Promise<void> {
      await tx.update(organization).set(toRow(next)).where(eq(organization.id, next.id));
    },

    async all(): Promise<readonly Organization[]> {
      return (await tx.select().from(organization).orderBy(asc(organization.id))).map(fromRow);
    },

    /** Whom the sweeps work for. Demo organisations live in the sandbox and nowhere else. */
    async inState({
      states,
      includeDemo,
    }: {
      states: readonly OrganizationState[];
      includeDemo: boolean;
    }): Promise<readonly Organization[]> {
      const rows = await tx
        .select()
        .from(organization)
        .where(and(inArray(organization.state, [...states]), includeDemo ? undefined : eq(organization.demo, false)))
        .orderBy(asc(organization.id));
      return rows.map(fromRow);
    },
  };
}

function toRow({
  mailDomains,
  pilotAudience,
  formerPilotAudience,
  ...rest
}: Organization): typeof organization.$inferInsert {
  return {
    ...rest,
    mailDomains: [...mailDomains],
    pilotAudience: pilotAudience && { ...pilotAudience },
    formerPilotAudience: formerPilotAudience && { ...formerPilotAudience },
  };
}

function fromRow(row: typeof organization.$inferSelect): Organization {
  return {
    ...row,
    pilotAudience: row.pilotAudience as Audience | null,
    formerPilotAudience: row.formerPilotAudience as Audience | null,
  };
}
