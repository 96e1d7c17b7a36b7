import { importPeople } from '@throughline/app/import-people.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { enterprise } from '@throughline/domain/testing/scim-slots.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { anOffice } from './an-office.ts';
import type { ApiContext } from './api-context.ts';
import { scimClient } from './scim-client.ts';

/** An office with a directory that sends it people, and what is known of them then. */
export async function directoryOf({ app, context }: Pick<ApiContext, 'app' | 'context'>) {
  const office = await anOffice({ context });
  const { organizationId, domain } = office;
  const scim = scimClient({ app, key: (await office.keyWith('scim')).key });
  const inOffice = <T>(work: (tx: Transaction) => Promise<T>) => context.db.inOrganization(organizationId, work);
  return {
    office,
    organizationId,
    domain,
    scim,
    inOffice,
    person: async (id: string) => {
      const found = await inOffice((tx) => peopleStore(tx).known({ ids: [id], externalIds: [], emails: [] }));
      if (found[0] === undefined) throw new Error('There is no such person');
      return found[0];
    },
    user: async (name: string, more: object = {}) => {
      const answer = await scim.post('/Users', {
        userName: `${name}@${domain}`,
        name: { givenName: name, familyName: 'Lund' },
        ...more,
      });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      return answer.body as { id: string } & Record<string, never>;
    },
    take: (...rows: Parameters<typeof importPeople>[1]['rows']) => importPeople(context, { organizationId, rows }),
    managerOf: async (id: string) => (await scim.get(`/Users/${id}`)).body[enterprise]?.manager?.value ?? null,
    /** Every word of every table of the organisation. */
    everything: () =>
      asSession(context.adminUrl, async (superuser) => {
        const tables = await superuser.query<{ name: string }>(
          `SELECT table_name AS name FROM information_schema.columns
           WHERE table_schema = 'public' AND column_name = 'organization_id' ORDER BY 1`,
        );
        const rows = [];
        for (const { name } of tables.rows)
          rows.push((await superuser.query(`SELECT * FROM ${name} WHERE organization_id = $1`, [organizationId])).rows);
        return JSON.stringify(rows);
      }),
  };
}

/** What states somebody's manager, in any of the ways a directory has. */
export const managedBy = (value: unknown) => ({ [enterprise]: { manager: value } });
