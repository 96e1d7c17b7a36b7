import fc from 'fast-check';
import { publishCoverage } from '@throughline/app/publish-coverage.ts';
import { sendWeeklyDigest } from '@throughline/app/send-weekly-digest.ts';
import type { Receiver } from '@throughline/app/testing/a-receiver.ts';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { webhookEventStore } from '@throughline/db/webhook-event-store.ts';
import { anOffice } from '../an-office.ts';
import type { ApiContext } from '../api-context.ts';
import type { Operation } from './described-operations.ts';
import { describedCaller, type DescribedRequest, type PathValues } from './described-request.ts';
import { generatedRequest } from './generated-request.ts';
import { learnIds, type KnownIds } from './known-ids.ts';
import { wholeBodies } from './whole-bodies.ts';

/** An office with something of whatever no request makes: a week’s figures and mails, an event on its way to an endpoint. */
export async function aFullOffice({
  app,
  context,
  receiver,
  operations,
}: Pick<ApiContext, 'app' | 'context'> & { receiver: Receiver; operations: readonly Operation[] }) {
  const office = await anOffice({ context });
  const { organizationId } = office;
  await publishCoverage(context, { organizationId });
  await sendWeeklyDigest(context, { organizationId });
  await office.exemption();
  await office.webhookEndpoint(receiver.url);
  const data = { report: 'coverage', week: '2027-W3' };
  await context.db.inOrganization(organizationId, (tx) =>
    webhookEventStore(tx).add([{ type: 'report.published', at: context.clock.now(), data }]),
  );
  const bodyFor = wholeBodies({ office, clock: context.clock });
  const caller = async () => describedCaller({ app, key: (await office.keyWith(...apiScopes)).key });
  let known: KnownIds | null = null;
  /** Looked up again after whatever may have made or taken out something. */
  const idsFor = async ({ method }: Operation): Promise<KnownIds> => {
    if (known === null || method !== 'GET') known = await learnIds({ operations, call: await caller() });
    return known;
  };
  return {
    ...office,
    /** A body nobody sent before, where what has been stated may not be stated again. */
    freshBody: bodyFor,
    /** Speaks with a key of its own, so that another may be revoked. */
    caller,
    /** Addresses of an operation that lead somewhere. */
    async pathsOf(operation: Operation): Promise<readonly PathValues[]> {
      return operation.path.includes('{') ? (await idsFor(operation)).forPath(operation.path) : [{}];
    },
    /** Requests that the description allows, with ids that are known here. */
    async requests({
      operation,
      count,
    }: {
      operation: Operation;
      count: number;
    }): Promise<readonly DescribedRequest[]> {
      const call = await caller();
      const ids = await idsFor(operation);
      const cursors: string[] = [];
      if (operation.parameters.some(({ name }) => name === 'cursor')) {
        const path = ids.forPath(operation.path)[0] ?? {};
        const { body } = await call({ operation, path, query: { page_size: '1' } });
        const { next } = (body ?? {}) as { next?: string | null };
        if (typeof next === 'string') cursors.push(next);
      }
      const fitting = (name: string) =>
        name === 'url' ? [receiver.url] : name === 'cursor' ? cursors : ids.under(name);
      const paths = ids.forPath(operation.path);
      const drawn = fc.sample(generatedRequest({ operation, paths, fitting }), { numRuns: count, seed: 6 });
      return drawn.map((request, index) => {
        const body = index % 2 === 0 ? bodyFor(operation) : undefined;
        return body === undefined ? request : { ...request, body };
      });
    },
  };
}

export type FullOffice = Awaited<ReturnType<typeof aFullOffice>>;
