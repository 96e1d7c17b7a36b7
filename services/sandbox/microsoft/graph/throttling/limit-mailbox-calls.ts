import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { bearerOf } from '../graph-access.ts';
import type { MailboxLimits } from './mailbox-limits.ts';

/** Calls that Exchange does not answer: the directory, Teams, subscriptions, the batch itself. */
const elsewhere = /^\/v1\.0\/(me|users\/[^/]+)(\/onlineMeetings.*)?$/i;

/**
 * Refuses what goes beyond a mailbox's limits. Once the body is read, so that a refusal is logged with it, and before
 * injected faults: a call that is held up is under way all the same.
 */
export function limitMailboxCalls({
  app,
  microsoft,
  limits,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  limits: MailboxLimits;
}): void {
  app.addHook('preValidation', async (request, reply) => {
    const token = microsoft.grants.findAccessToken(bearerOf(request) ?? '');
    if (token === undefined || !isForMailbox(request)) return;
    const leave = limits.enter({ clientId: token.clientId, mailbox: token.account });
    reply.raw.once('close', leave);
  });
}

function isForMailbox(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '';
  return /^\/v1\.0\/(me|users)\//i.test(path) && !elsewhere.test(path);
}
