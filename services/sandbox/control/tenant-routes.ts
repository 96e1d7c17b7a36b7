import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Tenant } from '../microsoft/tenants.ts';
import type { Sandbox } from '../sandbox.ts';

const wanted = z.strictObject({
  domain: z.string().toLowerCase().min(1),
  /** Whether an administrator allowed every application everything; false takes every consent back. */
  adminConsented: z.boolean().optional(),
});

/** Microsoft's tenants: one to a mail domain. */
export function tenantRoutes({ app, sandbox }: { app: FastifyInstance; sandbox: Sandbox }): void {
  const { tenants } = sandbox.microsoft;

  app.get('/control/tenants', () => tenants.all().map(described));

  app.post('/control/tenants', (request, reply) => {
    const { domain, adminConsented } = wanted.parse(request.body);
    const tenant = tenants.ofDomain(domain);
    if (adminConsented === undefined) return reply.code(201).send(described(tenant));
    const changed = adminConsented
      ? tenants.consent({ tenant, clientId: '*', scopes: ['*'] })
      : tenants.withdrawConsents(tenant);
    return reply.code(201).send(described(changed));
  });
}

function described({ id, domain, consents }: Tenant) {
  return { id, domain, adminConsented: Object.keys(consents).length > 0, consents };
}
