import type { LaunchResponse } from '@throughline/contracts/pages/launch.ts';
import { announcementStore } from '@throughline/db/announcement-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { defaultAnnouncement } from '@throughline/domain/launch/default-announcement.ts';
import { policyRules, type Audience, type Policy } from '@throughline/domain/policy/policy.ts';
import type { AppContext } from './context.ts';

/** Where an organisation stands, what it would be announced with, and whom a pilot can be for. Reads only. */
export async function launchPage(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<LaunchResponse> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null) throw new Error(`There is no organisation ${organizationId}`);
    const people = await peopleStore(tx).all();
    const { name, state, launchedOn, pilotAudience } = organization;
    return {
      name,
      state,
      launchedOn: launchedOn?.toString() ?? null,
      pilotFor: isPilot(organization) && pilotAudience ? audienceInWords({ audience: pilotAudience, people }) : null,
      choices: {
        groups: distinct(people.flatMap(({ groups }) => groups)),
        levels: distinct(people.flatMap(({ level }) => level ?? [])),
        countries: distinct(people.flatMap(({ country }) => country ?? [])),
      },
      eventsToCome: (await eventStore(tx).wantedAfter(now)).length,
      announcement: await announcementOf({ tx, people }),
      suggested: defaultAnnouncement({ organizationName: name, rules: rulesForMost(await policyStore(tx).all()) }),
    };
  });
}

function isPilot({ state, stateBeforePause }: Organization): boolean {
  return state === 'pilot' || (state === 'paused' && stateBeforePause === 'pilot');
}

function audienceInWords({ audience, people }: { audience: Audience; people: readonly StoredPerson[] }): string {
  switch (audience.kind) {
    case 'everyone':
      return 'everyone';
    case 'group':
      return audience.group;
    case 'level':
      return `level ${audience.level}`;
    case 'country':
      return audience.country;
    case 'person':
      return people.find(({ id }) => id === audience.personId)?.displayName ?? 'one person';
  }
}

async function announcementOf({
  tx,
  people,
}: {
  tx: Transaction;
  people: readonly StoredPerson[];
}): Promise<LaunchResponse['announcement']> {
  const store = announcementStore(tx);
  const announcement = await store.read();
  if (announcement === null) return null;
  const { subject, body, announcedAt, sponsorId } = announcement;
  const sponsor = people.find(({ id }) => id === sponsorId) ?? null;
  const { sent, waiting } = announcedAt === null ? { sent: 0, waiting: 0 } : await store.progress();
  return {
    sponsor: sponsor && { id: sponsor.id, displayName: sponsor.displayName, workEmail: sponsor.workEmail },
    subject,
    body,
    state: announcedAt === null ? 'planned' : waiting > 0 ? 'going_out' : 'sent',
    sent,
    waiting,
    invitationsFrom: announcement.invitationsFrom?.toString() ?? null,
  };
}

/** The newest that is for everyone; the defaults where none is. */
function rulesForMost(policies: readonly Policy[]) {
  const forAll = policies.filter(({ audience }) => audience.kind === 'everyone');
  return forAll.toSorted((a, b) => b.version - a.version)[0]?.rules ?? policyRules.parse({});
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].toSorted((a, b) => a.localeCompare(b, 'en'));
}
