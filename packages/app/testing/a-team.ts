import { connectionStore } from '@throughline/db/connection-store.ts';
import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import { eventStore, type StoredEvent } from '@throughline/db/event-store.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { anOrganization, aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import { aPolicy, aReportingLine, day } from '@throughline/domain/testing/builders.ts';
import { connect, type ContractWorld } from '@throughline/calendars/contract/world.ts';
import type { ConnectionPurpose } from '../ports/calendar.ts';
import { sealTokens } from '../connection-tokens.ts';
import { grantConsent } from './grant-consent.ts';
import type { testContext } from './test-context.ts';

type Context = Awaited<ReturnType<typeof testContext>>;

export type Team = {
  readonly organization: Organization;
  readonly organizationId: string;
  readonly manager: StoredPerson;
  readonly reports: readonly StoredPerson[];
};

/**
 * An organisation launched today with Ben and his reports, all in Berlin, without public holidays. Where `world` wants
 * an administrator's consent, theirs was granted.
 */
export async function aTeam({
  context: { db, clock, world },
  reports: count = 1,
  organization: given = {},
  rules = {},
}: {
  context: Pick<Context, 'db' | 'clock'> & { readonly world?: ContractWorld };
  reports?: number;
  organization?: Partial<Organization>;
  rules?: Partial<PolicyRules>;
}): Promise<Team> {
  const now = clock.now();
  const today = now.toZonedDateTimeISO('Europe/Berlin').toPlainDate();
  const organization = anOrganization({ launchedOn: today, createdAt: now, ...given });
  const known = { country: null, updatedAt: now };
  const manager = aStoredPerson({ ...known, givenName: 'Ben', displayName: 'Ben Wójcik' });
  const reports = Array.from({ length: count }, (_, index) =>
    aStoredPerson({ ...known, givenName: `Ana${index}`, displayName: `Ana${index} Ruiz` }),
  );
  await db.inOrganization(organization.id, async (tx) => {
    await organizationStore(tx).insert(organization);
    const policy = aPolicy({ id: uuid(), rules, rolloutStartsOn: today });
    await policyStore(tx).publish({ policy, note: null, now });
    await peopleStore(tx).put([manager, ...reports]);
    const put = reports.map((report) => ({
      ...aReportingLine({ reportId: report.id, managerId: manager.id, validFrom: day('2026-01-01') }),
      id: uuid(),
    }));
    await reportingLineStore(tx).replace({ removedIds: [], put });
  });
  if (world) await grantConsent({ db, clock, world, organizationId: organization.id, email: manager.workEmail });
  return { organization, organizationId: organization.id, manager, reports };
}

export async function openAccounts({
  world,
  people,
}: {
  world: ContractWorld;
  people: readonly StoredPerson[];
}): Promise<void> {
  for (const { workEmail } of people) await world.addPerson({ email: workEmail });
}

/** Connects these people, who have accounts, through consent, code and token. */
export async function connectPeople({
  context: { db, clock, keyring },
  world,
  organizationId,
  people,
  purpose = 'organize',
  planHeldUntil = null,
}: {
  context: Pick<Context, 'db' | 'clock' | 'keyring'>;
  world: ContractWorld;
  organizationId: string;
  people: readonly StoredPerson[];
  purpose?: ConnectionPurpose;
  planHeldUntil?: Temporal.Instant | null;
}): Promise<void> {
  for (const { id: personId, workEmail } of people) {
    const { tokens, identity } = await connect({ world, email: workEmail, purpose });
    const id = uuid();
    const sealed = sealTokens({
      keyring,
      organizationId,
      connectionId: id,
      tokens,
      refreshToken: tokens.refreshToken ?? '',
    });
    const account = { accountSubject: identity.subject, accountEmail: identity.email };
    const grant = {
      id,
      personId,
      provider: world.provider.name,
      purpose,
      ...account,
      tokens: sealed,
      planHeldUntil,
    } as const;
    await db.inOrganization(organizationId, (tx) => connectionStore(tx).insert({ grant, now: clock.now() }));
  }
}

/** The open conversations of an organisation and what they want in calendars. */
export function openConversations({
  db,
  organizationId,
}: {
  db: Context['db'];
  organizationId: string;
}): Promise<readonly { readonly conversation: StoredConversation; readonly event: StoredEvent | null }[]> {
  return db.inOrganization(organizationId, async (tx) => {
    const conversations = await conversationStore(tx).open();
    const events = await eventStore(tx).wantedOf(conversations.map(({ id }) => id));
    return conversations.map((conversation) => ({
      conversation,
      event: events.find((event) => event.conversationId === conversation.id) ?? null,
    }));
  });
}
