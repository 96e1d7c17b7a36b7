import type { Command } from 'commander';
import { pauseOrganization } from '@throughline/app/pause-organization.ts';
import { refuseState } from '../state-refusal.ts';
import { result, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

export function registerPause(command: Command): void {
  command.option(...organizationOption).action((options: OrganizationOption) =>
    withOrganization(options, async ({ context, organization }) => {
      const paused = await pauseOrganization(context, { organizationId: organization.id, actor: operator });
      if (paused.kind === 'refused') return refuseState(paused);
      say(`${organization.name} is paused. throughline resume goes on from here.`);
      result('paused');
    }),
  );
}
