import { erasePerson, erasure } from '@throughline/app/erase-person.ts';
import type { Command } from 'commander';
import { Argument } from 'commander';
import { argument, nonEmpty } from '../input.ts';
import { Refusal } from '../refusal.ts';
import { result, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type EraseOptions = OrganizationOption & { readonly yes?: true };

/** `person erase`. */
export function registerPerson(command: Command): void {
  command
    .command('erase')
    .description('forget somebody who has left; without --yes it says what would be erased and what kept')
    .addArgument(new Argument('<external-id>', 'the id the HR system knows them by').argParser(argument(nonEmpty)))
    .option('-y, --yes', 'erase; there is no way back')
    .option(...organizationOption)
    .action(erase);
}

async function erase(externalId: string, { yes, ...at }: EraseOptions): Promise<void> {
  for (const line of erasure.erased) say(`Erased: ${line}.`);
  for (const line of erasure.kept) say(`Kept: ${line}.`);
  if (yes !== true) return say('Nothing was erased. Add --yes to do it.');
  await withOrganization(at, async ({ context, organization }) => {
    const erased = await erasePerson(context, { organizationId: organization.id, externalId, actor: operator });
    if (erased.kind !== 'erased') throw new Refusal(refusals[erased.kind](externalId));
    result(String(erased.conversations));
  });
}

const refusals = {
  not_found: (id: string) => `Nobody here has the id ${id}.`,
  still_here: (id: string) => `${id} has not left: take them out of the HR system first, or they come back.`,
  date_stands: (id: string) => `A conversation of ${id} is still open: it ends by itself, minutes after they left.`,
};
