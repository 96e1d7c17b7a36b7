import type { ContractWorld } from '@throughline/calendars/contract/world.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';
import type { AppContext } from '../context.ts';

/** As if whoever administers the calendars at this address had said yes; nothing where people consent for themselves. */
export async function grantConsent({
  db,
  clock,
  world,
  organizationId,
  email,
}: Pick<AppContext, 'db' | 'clock'> & {
  world: ContractWorld;
  organizationId: string;
  email: string;
}): Promise<void> {
  if (world.oddities.consent !== 'an_administrator') return;
  const tenantId = await world.tenantOf(email);
  const now = clock.now();
  await db.inOrganization(organizationId, (tx) =>
    calendarDomainStore(tx).put({
      domain: mailDomainOf(email),
      provider: world.provider.name,
      decidedBy: 'lookup',
      tenantId,
      consent: 'granted',
      consentId: uuid(),
      consentAskedAt: now,
      consentGrantedAt: now,
      updatedAt: now,
    }),
  );
}
