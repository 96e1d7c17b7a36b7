import type { SandboxControl } from '../sandbox-control.ts';
import { demoCalendars } from './demo-calendars.ts';
import type { DemoPerson } from './demo-people.ts';
import { offices } from './offices.ts';

/** Their weeks reach from the first day of the history to half a year past its end. */
const calendarWeeks = 54;

/** Gives everyone an account in the stand-in cloud, with a calendar full of an ordinary year. */
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
    people.map(({ workEmail, givenName, familyName, office }) => ({
      email: workEmail,
      displayName: `${givenName} ${familyName}`,
      timeZone: offices[office].timeZone,
      events: calendars.get(workEmail) ?? [],
    })),
  );
}
