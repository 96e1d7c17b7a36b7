import { setWorksCouncil } from '@throughline/app/set-works-council.ts';
import type { Command } from 'commander';
import { Argument } from 'commander';
import { result, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

/** `organization works-council`. */
export function registerWorksCouncil(command: Command): void {
  command
    .command('works-council')
    .description('whether a works council’s terms hold: nobody above the two is told of anything by person')
    .addArgument(new Argument('[mode]', 'left out, prints which it is').choices(['on', 'off']))
    .option(...organizationOption)
    .action((mode: 'on' | 'off' | undefined, options: OrganizationOption) =>
      withOrganization(options, async ({ context, organization }) => {
        if (mode === undefined) return result(organization.worksCouncil ? 'on' : 'off');
        const organizationId = organization.id;
        await setWorksCouncil(context, { organizationId, worksCouncil: mode === 'on', actor: operator });
        say(
          mode === 'on'
            ? 'Managers’ managers and HR are asked for help no more, and HR has no list of who needs a date.'
            : 'The steps of the policy hold for managers’ managers and HR again.',
        );
        return result(mode);
      }),
    );
}
