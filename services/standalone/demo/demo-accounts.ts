import type { SandboxControl } from '../sandbox-control.ts';
import { demoCalendars, type DemoEntry } from './demo-calendars.ts';
import type { DemoPerson } from './demo-people.ts';
import { googleEntry } from './google-entry.ts';
import { offices } from './offices.ts';
import { outlookEntry } from './outlook-entry.ts';

/** Their weeks reach from the first day of the history to half a year past its end. */
const calendarWeeks = 54;

const providerOf = { google: 'google', microsoft: 'microsoft', personal: 'microsoft' } as const;
const writeEntry = { google: googleEntry, microsoft: outlookEntry } as const;

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
      provider: providerOf[cloud],
      personal: cloud === 'personal',
      events: demoEvents({
        entries: calendars.get(workEmail) ?? [],
        provider: providerOf[cloud],
        timeZone: offices[office].timeZone,
      }),
    })),
  );
}

/** Entries as the API of their calendar's cloud takes them; whole days are days of `timeZone`. */
export function demoEvents({
  entries,
  provider,
  timeZone,
}: {
  entries: readonly DemoEntry[];
  provider: 'google' | 'microsoft';
  timeZone: string;
}): readonly object[] {
  return entries.map((entry) => writeEntry[provider]({ entry, timeZone }));
}
