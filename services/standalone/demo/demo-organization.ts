import type { AppContext } from '@throughline/app/context.ts';
import { createOrganization } from '@throughline/app/create-organization.ts';
import { grantRole } from '@throughline/app/grant-role.ts';
import { importPeople } from '@throughline/app/import-people.ts';
import { launchOrganization } from '@throughline/app/launch-organization.ts';
import { setPulse } from '@throughline/app/set-pulse.ts';
import { setCalendarDomain } from '@throughline/app/set-calendar-domain.ts';
import { demoDomains } from './demo-company.ts';
import type { DemoPerson } from './demo-people.ts';
import { offices } from './offices.ts';

export const demoSlug = 'northwind';

const operator = { kind: 'operator' } as const;

/** Founds the demo organisation as an installation would: create, import, grant, launch. */
export async function foundDemoOrganization({
  context,
  people,
}: {
  context: AppContext;
  people: readonly DemoPerson[];
}): Promise<string> {
  const created = await createOrganization(context, {
    slug: demoSlug,
    name: 'Northwind',
    mailDomains: Object.values(demoDomains),
    timeZone: 'Europe/Berlin',
    demo: true,
    administrator: null,
    actor: operator,
  });
  if (created.kind === 'slug_taken') throw new Error(`There already is an organisation ${demoSlug}`);
  const { organizationId } = created;
  // Southwind's is found by looking it up.
  for (const [domain, provider] of [
    [demoDomains.google, 'google'],
    [demoDomains.personal, 'microsoft'],
  ] as const) {
    await setCalendarDomain(context, { organizationId, domain, provider, actor: operator });
  }
  await importDemoPeople({ context, organizationId, people: people.filter(({ late }) => !late) });

  const top = people.find(({ managerExternalId }) => managerExternalId === null);
  const hr = people.find(({ managerExternalId }) => managerExternalId === top?.externalId);
  if (top === undefined || hr === undefined) throw new Error('The demo needs somebody at the top and somebody in HR');
  for (const role of ['hr', 'administrator'] as const) {
    await grantRole(context, { organizationId, workEmail: hr.workEmail, role, actor: operator });
  }
  await grantRole(context, { organizationId, workEmail: top.workEmail, role: 'leadership', actor: operator });
  await setPulse(context, { organizationId, pulse: true, actor: operator });
  await launchOrganization(context, { organizationId, target: { kind: 'everyone' }, actor: operator });
  return organizationId;
}

/** Sends people as an HR system does: managers may come later than their reports. */
export async function importDemoPeople({
  context,
  organizationId,
  people,
}: {
  context: AppContext;
  organizationId: string;
  people: readonly DemoPerson[];
}): Promise<void> {
  const imported = await importPeople(context, {
    organizationId,
    rows: people.map((person) => {
      const office = offices[person.office];
      return {
        externalId: person.externalId,
        givenName: person.givenName,
        familyName: person.familyName,
        workEmail: person.workEmail,
        timeZone: office.timeZone,
        country: office.country,
        groups: [person.unit, office.name],
        level: person.level,
        startDate: person.startDate,
        manager: person.managerExternalId === null ? null : { externalId: person.managerExternalId },
        leaves: person.leave === null ? [] : [{ externalId: null, ...person.leave }],
      };
    }),
  });
  const refused = imported.rows.filter((row) => row.kind === 'refused');
  if (refused.length > 0) throw new Error(`The demo's own people were refused: ${JSON.stringify(refused.slice(0, 3))}`);
}
