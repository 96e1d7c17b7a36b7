import type { Command } from 'commander';
import { withdrawOrganization } from '@throughline/app/withdraw-organization.ts';
import { refuseState } from '../state-refusal.ts';
import { result, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

export function registerWithdraw(command: Command): void {
  command.option(...organizationOption).action((options: OrganizationOption) =>
    withOrganization(options, async ({ context, organization }) => {
      const withdrawn = await withdrawOrganization(context, { organizationId: organization.id, actor: operator });
      if (withdrawn.kind === 'refused') return refuseState(withdrawn);
      say(`${organization.name} is a draft again. Nothing else leaves until it is launched; due dates stand.`);
      say('Events to be cancelled by the workers:');
      result(String(withdrawn.cancelledEvents));
    }),
  );
}
