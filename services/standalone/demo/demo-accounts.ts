import type { SandboxControl } from '../sandbox-control.ts';
import { demoCalendars } from './demo-calendars.ts';
import type { DemoPerson } from './demo-people.ts';
import { googleEntry } from './google-entry.ts';
import { offices } from './offices.ts';
import { outlookEntry } from './outlook-entry.ts';

/** Their weeks reach from the first day of the history to half a year past its end. */
const calendarWeeks = 54;

/** Gives everyone an account in their stand-in cloud, with a calendar full of an ordinary year. */
export async function addDemoAccounts({
  control,
  people,
  from,
}: {
  control: SandboxControl;
  people: readonly DemoPerson[];
  from: Temporal.PlainDate;
}): Promise<void> {
  const calendars = demoCalendars({ people, from, weeks: calendarWeeks });
  await control.addAccounts(
    people.map(({ workEmail, givenName, familyName, office, cloud }) => ({
      email: workEmail,
      displayName: `${givenName} ${familyName}`,
      timeZone: offices[office].timeZone,
      provider: cloud === 'google' ? 'google' : 'microsoft',
      personal: cloud === 'personal',
      events: (calendars.get(workEmail) ?? []).map((entry) =>
        cloud === 'google' ? googleEntry(entry) : outlookEntry({ entry, timeZone: offices[office].timeZone }),
      ),
    })),
  );
}
