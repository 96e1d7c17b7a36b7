import { setAttendance } from '@throughline/app/set-attendance.ts';
import type { Command } from 'commander';
import { Argument } from 'commander';
import { Refusal } from '../refusal.ts';
import { result, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

/** `organization attendance on | off`. */
export function registerAttendance(command: Command): void {
  command
    .command('attendance')
    .description('whether managers are asked to let Throughline see who was in a call; off unless turned on')
    .addArgument(new Argument('<state>').choices(['on', 'off']))
    .option(...organizationOption)
    .action((state: 'on' | 'off', options: OrganizationOption) =>
      withOrganization(options, async ({ context, organization: { id: organizationId, name } }) => {
        const outcome = await setAttendance(context, { organizationId, on: state === 'on', actor: operator });
        if (outcome === 'unknown_organization') throw new Refusal('The organisation is gone.');
        if (outcome === 'works_council') throw new Refusal('A works council’s terms hold there, and rule it out.');
        if (outcome === 'as_it_was') say(`At ${name} it is ${state} already.`);
        else
          say(
            state === 'on'
              ? onWords(name)
              : `Nothing is read any more, and what managers at ${name} agreed to is forgotten.`,
          );
        result(state);
      }),
    );
}

function onWords(name: string): string {
  return `Managers at ${name} can agree on the page of their calendar; nothing is read of who does not. What to add at Google and Microsoft first: README, Attendance.`;
}
