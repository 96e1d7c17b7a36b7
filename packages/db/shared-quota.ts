import { exchangeQuota } from '@throughline/domain/quota/exchange-quota.ts';
import { unusedQuota, type QuotaAnswer, type QuotaRequest } from '@throughline/domain/quota/quota.ts';
import type { Database, Transaction } from './database.ts';
import { quotaStore } from './quota-store.ts';

type Asked = { readonly index: number; readonly request: QuotaRequest };

/**
 * Quotas kept in PostgreSQL for every process that calls. The mailboxes of each organisation are exchanged in one
 * transaction, the project with the first of them: mailboxes are locked in order and before the project, always.
 */
export function sharedQuota(db: Pick<Database, 'inOrganization' | 'acrossOrganizations'>) {
  return {
    async exchange({
      now,
      requests,
    }: {
      now: number;
      requests: readonly QuotaRequest[];
    }): Promise<readonly QuotaAnswer[]> {
      const asked = requests.map((request, index) => ({ request, index }));
      const byOrganization = Map.groupBy(asked, ({ request: { scope } }) =>
        scope.kind === 'mailbox' ? scope.organizationId : null,
      );
      const projects = byOrganization.get(null) ?? [];
      byOrganization.delete(null);
      const answers: QuotaAnswer[] = [];
      const keep = (given: readonly (readonly [number, QuotaAnswer])[]) => {
        for (const [index, answer] of given) answers[index] = answer;
      };
      let together = projects;
      for (const [organizationId, mailboxes] of byOrganization) {
        const also = together;
        together = [];
        if (organizationId === null) continue;
        keep(
          await db.inOrganization(organizationId, async (tx) => {
            await quotaStore(tx).withoutWaiting();
            const ofMailboxes = await exchangeMailboxes({ tx, now, asked: mailboxes });
            return [...ofMailboxes, ...(await exchangeProjects({ tx, now, asked: also }))];
          }),
        );
      }
      if (together.length > 0) {
        const alone = together;
        keep(
          await db.acrossOrganizations(async (tx) => {
            await quotaStore(tx).withoutWaiting();
            return exchangeProjects({ tx, now, asked: alone });
          }),
        );
      }
      return answers;
    },
  };
}

type Exchange = { readonly tx: Transaction; readonly now: number; readonly asked: readonly Asked[] };

async function exchangeMailboxes({ tx, now, asked }: Exchange): Promise<readonly (readonly [number, QuotaAnswer])[]> {
  const store = quotaStore(tx);
  const wanted = asked.flatMap(({ index, request: { scope, limit, ask } }) =>
    scope.kind === 'mailbox' ? [{ index, connectionId: scope.connectionId, limit, ask }] : [],
  );
  const states = await store.ofMailboxes(wanted.map(({ connectionId }) => connectionId));
  const exchanged = wanted.map(({ index, connectionId, limit, ask }) => {
    const { state, answer } = exchangeQuota({ state: states.get(connectionId) ?? unusedQuota, limit, ask, now });
    return { index, connectionId, state, answer };
  });
  await store.putMailboxes(new Map(exchanged.map(({ connectionId, state }) => [connectionId, state])));
  return exchanged.map(({ index, answer }) => [index, answer]);
}

async function exchangeProjects({ tx, now, asked }: Exchange): Promise<readonly (readonly [number, QuotaAnswer])[]> {
  const store = quotaStore(tx);
  const answers: (readonly [number, QuotaAnswer])[] = [];
  for (const { index, request } of asked) {
    if (request.scope.kind !== 'project') continue;
    const { project } = request.scope;
    const { limit, ask } = request;
    const { state, answer } = exchangeQuota({ state: await store.ofProject(project), limit, ask, now });
    await store.putProject({ project, state });
    answers.push([index, answer]);
  }
  return answers;
}
