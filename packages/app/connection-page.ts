import type { ConnectionResponse } from '@throughline/contracts/pages/connection.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { connectionStore, type StoredConnection } from '@throughline/db/connection-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';
import { attendanceConsent } from './attendance-consent.ts';
import { attendanceWords } from './attendance-words.ts';
import { consentToForward } from './consent-to-forward.ts';
import type { AppContext } from './context.ts';
import { organizationToday } from './organization-today.ts';
import { loadViewer } from './viewer.ts';

const said = {
  organize: {
    reads: [
      'When you and the people who report to you are busy, without titles or who else is there.',
      'Which of your weekly entries are 1:1s with your reports, so that we keep a day away from them.',
      'Your calendar’s time zone.',
    ],
    stores: [
      'The permission itself, encrypted, until you disconnect.',
      'The times and answers of the career conversations Throughline created. Of everything else: nothing.',
    ],
    writes: [
      'One private event for each career conversation, weeks ahead, with an agenda. Nothing else is ever changed.',
    ],
  },
  availability: {
    reads: ['When you are busy, without titles or who else is there.'],
    stores: ['The permission itself, encrypted, until you disconnect.'],
    writes: ['Nothing. Your manager’s calendar sends you the invitation.'],
  },
} as const;

/** What the connect page says: what would be read, stored and written, and how it stands. */
export function connectionPage(
  context: Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'publicUrl'>,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<ConnectionResponse> {
  const { db, clock, calendars } = context;
  return db.inOrganization(organizationId, async (tx) => {
    const today = await organizationToday({ tx, organizationId, now: clock.now() });
    const viewer = await loadViewer({ tx, organizationId, personId, today });
    const stored = await connectionStore(tx).ofPerson(personId);
    const purpose = viewer?.roles.has('manager') ? 'organize' : 'availability';
    const organization = await organizationStore(tx).byId(organizationId);
    const domain = viewer && (await calendarDomainStore(tx).byDomain(mailDomainOf(viewer.person.workEmail)));
    const waitsFor = domain?.consent === 'needed' ? domain.provider : null;
    return {
      purpose,
      offered: calendars
        .offered()
        .filter((name) => name !== waitsFor)
        .toSorted((a, b) => Number(b === domain?.provider) - Number(a === domain?.provider)),
      administratorFirst:
        domain && organization && waitsFor && calendars.offered().includes(waitsFor)
          ? {
              provider: waitsFor,
              domain: domain.domain,
              toForward: consentToForward(context, { organization, domain }),
            }
          : null,
      connection:
        stored === null || stored.status === 'disconnected'
          ? null
          : {
              provider: stored.provider,
              accountEmail: stored.accountEmail,
              status: stored.status,
              connectedAt: stored.connectedAt.toString(),
              syncedAt: stored.syncedAt?.toString() ?? null,
            },
      attendance: organization?.attendance ? attendanceFor({ calendars, connection: stored }) : null,
      reads: [...said[purpose].reads],
      stores: [...said[purpose].stores],
      writes: [...said[purpose].writes],
    };
  });
}

/** Whoever organises is asked; whoever is only seen as busy is told. */
function attendanceFor({
  calendars,
  connection,
}: {
  calendars: AppContext['calendars'];
  connection: StoredConnection | null;
}): NonNullable<ConnectionResponse['attendance']> {
  const isOffered = connection !== null && calendars.offered().includes(connection.provider);
  const consent = isOffered
    ? attendanceConsent({ attendance: calendars.provider(connection.provider).attendance, connection })
    : null;
  return { consent, says: [...attendanceWords[consent === null ? 'told' : 'asked']] };
}
