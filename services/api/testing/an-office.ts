import { aBookedConversation, aPair } from '@throughline/app/testing/a-pair.ts';
import { addWebhookEndpoint } from '@throughline/app/add-webhook-endpoint.ts';
import { createApiKey } from '@throughline/app/create-api-key.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { stateGroup } from '@throughline/app/put-group.ts';
import { stateExemption } from '@throughline/app/state-exemption.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import { aReportingLine } from '@throughline/domain/testing/builders.ts';
import type { ApiScope } from '@throughline/contracts/v1/scopes.ts';
import type { ApiContext } from './api-context.ts';

const granted = ['hr', 'leadership', 'administrator'] as const;
const parts = ['report', 'manager', 'leader', ...granted] as const;
export type Part = (typeof parts)[number];
export const officeParts: readonly Part[] = parts;

export type Office = Awaited<ReturnType<typeof anOffice>>;

let offices = 0;

/** An organisation with a mail domain of its own, with Ben, who manages Ana, the leader above him, and somebody for each granted role. Ana and Ben have a conversation that has just ended. */
export async function anOffice({
  context,
  organization = {},
}: {
  context: ApiContext['context'];
  organization?: Partial<Organization>;
}) {
  const { db, clock } = context;
  offices += 1;
  const domain = `office${offices}.example`;
  const at = (person: StoredPerson): StoredPerson => ({
    ...person,
    workEmail: `${person.givenName.toLowerCase()}@${domain}`,
  });
  const pair = await aPair({ db, organization: { mailDomains: [domain], ...organization } });
  const organizationId = pair.organization.id;
  const named = (givenName: string) => at(aStoredPerson({ givenName, displayName: `${givenName} Sund` }));
  const people: Record<Part, StoredPerson> = {
    report: at(pair.report),
    manager: at(pair.manager),
    leader: named('Lea'),
    hr: named('Hanna'),
    leadership: named('Vera'),
    administrator: named('Adam'),
  };
  await db.inOrganization(organizationId, async (tx) => {
    await peopleStore(tx).put(Object.values(people));
    await reportingLineStore(tx).replace({
      removedIds: [],
      put: [{ ...aReportingLine({ reportId: pair.manager.id, managerId: people.leader.id }), id: uuid() }],
    });
    for (const role of granted) {
      const { id: personId } = people[role];
      await accessStore(tx).grantRole({ personId, role, grantedById: null, grantedAt: clock.now() });
    }
  });
  const conversationId = await aBookedConversation({ db, pair });
  return {
    report: people.report,
    manager: people.manager,
    domain,
    organizationId,
    conversationId,
    policyId: pair.policy.id,
    people,
    /** The cookie of a fresh session. */
    async cookieOf(part: Part): Promise<string> {
      const { token } = await openSession(context, {
        organizationId,
        personId: people[part].id,
        method: 'mailed_link',
      });
      return `__Host-throughline_session=${token}`;
    },
    /** The id of an endpoint that is told of everything. */
    async webhookEndpoint(url = 'https://hr.example.com/throughline'): Promise<string> {
      const actor = { kind: 'operator' } as const;
      const given = { organizationId, actor, url, description: '', eventTypes: null };
      const added = await addWebhookEndpoint(context, given);
      if (added.kind !== 'added') throw new Error(`The endpoint was not added: ${added.kind}`);
      return added.id;
    },
    /** The id of an exemption of the leader's, who reports to nobody. */
    async exemption(): Promise<string> {
      const stated = await stateExemption(context, {
        organizationId,
        person: people.leader,
        author: people.hr,
        category: 'secondment',
        startsOn: null,
        endsOn: clock.now().toZonedDateTimeISO('UTC').toPlainDate().add({ days: 30 }),
        actor: { kind: 'operator' },
      });
      if (stated.kind === 'refused') throw new Error(`The exemption was not stated: ${stated.reason}`);
      return stated.id;
    },
    /** The id of a group without anybody in it. */
    async group(): Promise<string> {
      const stated = await stateGroup(context, {
        organizationId,
        actor: { kind: 'operator' },
        stated: { name: 'Choir' },
      });
      if (stated.kind === 'refused') throw new Error(`The group was not stated: ${stated.reason}`);
      return stated.id;
    },
    async keyWith(...scopes: readonly ApiScope[]): Promise<{ id: string; key: string }> {
      return createApiKey(context, { organizationId, name: 'Payroll', scopes, actor: { kind: 'operator' } });
    },
  };
}
