import { randomUUIDv7 } from 'node:crypto';
import { auditStore } from '@throughline/db/audit-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import type { CompletedConnection } from './complete-connection.ts';
import { sealTokens } from './connection-tokens.ts';
import type { AppContext } from './context.ts';
import { firstPlanHold } from './first-plan-hold.ts';
import { isOwnAccount } from './own-account.ts';
import { personalRules } from './personal-rules.ts';
import type { AccountIdentity, ProviderName, TokenSet } from './ports/calendar.ts';
import type { RedeemedAttempt } from './redeem-attempt.ts';

/**
 * Keeps a new grant. Whoever connects the same account again, after a break or after disconnecting, gets the row they
 * had: its events are found again and none is made a second time. Another account is another calendar, in which none of
 * those events is: it gets a row of its own. What was sent from the account before stands until its date, since nobody
 * could take it back, and is shown as not kept true; what was not sent yet is planned anew.
 */
export async function storeConnection(
  { db, clock, keyring }: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  {
    attempt,
    provider,
    identity,
    ownTenant,
    tokens,
    refreshToken,
  }: {
    attempt: RedeemedAttempt;
    provider: ProviderName;
    identity: AccountIdentity;
    /** The provider's tenant that owns the domain of the person's work address. */
    ownTenant: string | null;
    tokens: TokenSet;
    refreshToken: string;
  },
): Promise<CompletedConnection> {
  const { organizationId, personId, purpose } = attempt;
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    const person = await peopleStore(tx).byId(personId);
    if (organization === null || person === null || person.status === 'inactive') {
      return { kind: 'refused', reason: 'unknown_person' };
    }
    const connections = connectionStore(tx);
    const ever = await connections.everOfPerson(personId);
    const elsewhere = ever.find((one) => one.provider !== provider && one.status !== 'disconnected');
    if (elsewhere?.status === 'active') {
      return { kind: 'refused', reason: 'connected_elsewhere', provider: elsewhere.provider };
    }
    const known = ever.filter((one) => one.provider === provider);
    const isOwn = isOwnAccount({
      identity,
      workEmail: person.workEmail,
      ownTenant,
      knownSubjects: known.map((one) => one.accountSubject),
      mailDomains: organization.mailDomains,
    });
    if (!isOwn) return { kind: 'refused', reason: 'other_account', expected: person.workEmail, given: identity.email };

    const before = known.find((one) => one.accountSubject === identity.subject);
    const replaced = ever.find((one) => one.status !== 'disconnected' && one.id !== before?.id);
    const connectionId = before?.id ?? randomUUIDv7();
    const hasOrganized = ever.some((one) => one.purpose === 'organize');
    const isFirstPlan = purpose === 'organize' && !hasOrganized;
    const planHeldUntil = isFirstPlan
      ? await holdOf({ tx, organization, person, now })
      : (before?.planHeldUntil ?? replaced?.planHeldUntil ?? null);
    if (replaced !== undefined) {
      await connections.markDisconnected({ id: replaced.id, now });
      await eventStore(tx).abandonUnsent({ connectionId: replaced.id, now });
    }
    const grant = {
      id: connectionId,
      personId,
      provider,
      purpose,
      accountSubject: identity.subject,
      accountEmail: identity.email,
      tokens: sealTokens({ keyring, organizationId, connectionId, tokens, refreshToken }),
      planHeldUntil,
    };
    if (before === undefined) await connections.insert({ grant, now });
    else await connections.renew({ grant, now });
    await auditStore(tx).append({
      at: now,
      entry: {
        actor: { kind: 'person', id: personId },
        action: before === undefined ? 'connection.connected' : 'connection.reconnected',
        subjectKind: 'connection',
        subjectId: connectionId,
        details: { provider, purpose },
      },
    });
    return { kind: 'connected', organizationId, personId, connectionId, returnTo: attempt.returnTo, planHeldUntil };
  });
}

async function holdOf({
  tx,
  organization,
  person,
  now,
}: {
  tx: Transaction;
  organization: Organization;
  person: StoredPerson;
  now: Temporal.Instant;
}): Promise<Temporal.Instant | null> {
  const rules = personalRules({ person, policies: await policyStore(tx).all() });
  return firstPlanHold({ manager: person, timeZone: person.timeZone ?? organization.timeZone, rules, now });
}
