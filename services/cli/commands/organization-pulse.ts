import { setPulse } from '@throughline/app/set-pulse.ts';
import type { Command } from 'commander';
import { Argument } from 'commander';
import { result, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

/** `organization pulse`. */
export function registerPulse(command: Command): void {
  command
    .command('pulse')
    .description('whether reports who confirmed are asked "Was it about what you want?"; off unless turned on')
    .addArgument(new Argument('<on-or-off>').choices(['on', 'off']))
    .option(...organizationOption)
    .action((given: string, options: OrganizationOption) =>
      withOrganization(options, async ({ context, organization }) => {
        const pulse = given === 'on';
        await setPulse(context, { organizationId: organization.id, pulse, actor: operator });
        say(
          pulse
            ? 'Answers are counted by unit and quarter and shown once the quarter is over. Who said what is kept nowhere.'
            : 'Nobody is asked any more.',
        );
        result(given);
      }),
    );
}
