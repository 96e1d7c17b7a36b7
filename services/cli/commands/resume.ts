import type { Command } from 'commander';
import { resumeOrganization } from '@throughline/app/resume-organization.ts';
import { refuseState } from '../state-refusal.ts';
import { result, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

export function registerResume(command: Command): void {
  command.option(...organizationOption).action((options: OrganizationOption) =>
    withOrganization(options, async ({ context, organization }) => {
      const resumed = await resumeOrganization(context, { organizationId: organization.id, actor: operator });
      if (resumed.kind === 'refused') return refuseState(resumed);
      say(`${organization.name} goes on from where it stood.`);
      result(resumed.state);
    }),
  );
}
