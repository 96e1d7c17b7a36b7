import type { ApiContext } from './api-context.ts';
import type { Office } from './an-office.ts';

type World = ApiContext['context']['worlds']['microsoft'];

/** Gives an office's people accounts in a Microsoft tenant of their own, whose administrator has granted nothing yet. */
export async function atMicrosoft({ world, office }: { world: World; office: Office }): Promise<{ tenantId: string }> {
  for (const { workEmail } of Object.values(office.people)) await world.addPerson({ email: workEmail });
  await world.control('POST', 'tenants', { domain: office.domain, adminConsented: false });
  const tenantId = await world.tenantOf(office.manager.workEmail);
  if (tenantId === null) throw new Error(`${office.domain} has no tenant`);
  return { tenantId };
}

/** Whoever administers the tenant decides on Microsoft's page; where it sends their browser then. */
export async function decideConsent({
  authorizationUrl,
  decision = 'accept',
  tenant,
}: {
  authorizationUrl: string;
  decision?: 'accept' | 'cancel';
  /** In which tenant they are, where the address names none. */
  tenant?: string;
}): Promise<URL> {
  const { origin, pathname, searchParams } = new URL(authorizationUrl);
  const form = new URLSearchParams([...searchParams, ['decision', decision]]);
  if (tenant !== undefined) form.set('tenant', tenant);
  const answer = await fetch(`${origin}${pathname}`, { method: 'POST', body: form, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`${answer.status} ${await answer.text()}`);
  return new URL(location);
}
