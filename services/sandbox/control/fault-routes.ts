import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { faultRequest } from '../core/faults/fault.ts';
import type { Fault, FaultRequest } from '../core/faults/fault.ts';
import type { Sandbox } from '../sandbox.ts';

const faultPath = z.object({ id: z.string() });

/** What can be injected: core/faults/fault.ts. */
export function faultRoutes({ app, sandbox }: { app: FastifyInstance; sandbox: Sandbox }): void {
  const { faults } = sandbox;

  app.get('/control/faults', () => faults.all());

  app.post('/control/faults', (request, reply) => {
    const { body } = request;
    const added = z
      .array(faultRequest)
      .parse(Array.isArray(body) ? body : [body])
      .map((fault) => inject({ sandbox, fault }));
    return reply.code(201).send(Array.isArray(body) ? added : added[0]);
  });

  app.delete('/control/faults', (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });

  app.delete('/control/faults/:id', (request, reply) => {
    const found = faults.remove(faultPath.parse(request.params).id);
    return reply.code(found ? 204 : 404).send();
  });
}

/** Grants and sync tokens die on the spot and stay dead; everything else waits for the call it spoils. */
function inject({ sandbox, fault }: { sandbox: Sandbox; fault: FaultRequest }): FaultRequest | Fault {
  const account = fault.account ?? null;
  if (fault.kind === 'revoked_grant') {
    for (const provider of sandbox.providers) provider.revokeGrants({ account, reason: fault.reason ?? null });
    return fault;
  }
  if (fault.kind === 'claims_challenge') {
    for (const provider of sandbox.providers) provider.challenge(account);
    return fault;
  }
  if (fault.kind === 'invalidate_sync_tokens') {
    for (const provider of sandbox.providers) provider.invalidateSyncTokens(account);
    return fault;
  }
  return sandbox.faults.add(fault);
}
