import type { Command } from 'commander';
import { grantRole } from '@throughline/app/grant-role.ts';
import { importPeople } from '@throughline/app/import-people.ts';
import type { GrantedRole } from '@throughline/db/access-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { OperatorContext } from '@throughline/runtime/open-operator-context.ts';
import { Argument, Option } from 'commander';
import { argument, mailAddress, personName } from '../input.ts';
import { Refusal } from '../refusal.ts';
import { result, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type AddOptions = OrganizationOption & {
  readonly role: GrantedRole;
  readonly name?: { readonly givenName: string; readonly familyName: string };
};

const roles: readonly GrantedRole[] = ['administrator', 'hr', 'leadership'];

export function registerAdmin(command: Command): void {
  command
    .command('add')
    .description('give somebody a role; prints the person’s id')
    .addArgument(new Argument('<address>', 'work address').argParser(argument(mailAddress)))
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('administrator'))
    .option('--name <name>', 'given and family name, for somebody not imported yet', argument(personName))
    .option(...organizationOption)
    .action(add);
}

async function add(workEmail: string, { role, name, ...options }: AddOptions): Promise<void> {
  await withOrganization(options, async ({ context, organization }) => {
    const organizationId = organization.id;
    const find = () => context.db.inOrganization(organizationId, (tx) => peopleStore(tx).byEmail(workEmail));
    if ((await find()) === null) await addPerson({ context, organization, workEmail, name });
    await grantRole(context, { organizationId, workEmail, role, actor: operator });
    const person = await find();
    if (person === null) throw new Error(`${workEmail} was added and is not there`);
    say(`${person.displayName} has the role ${role} at ${organization.name}.`);
    result(person.id);
  });
}

/** Somebody who looks after an organisation before HR has sent its people. */
async function addPerson({
  context,
  organization: { id: organizationId, name: organizationName, mailDomains, timeZone },
  workEmail,
  name,
}: {
  context: OperatorContext;
  organization: Organization;
  workEmail: string;
  name: AddOptions['name'];
}): Promise<void> {
  if (name === undefined) {
    throw new Refusal(`Nobody at ${organizationName} has the address ${workEmail}. --name "Given Family" adds them.`);
  }
  const domain = workEmail.slice(workEmail.lastIndexOf('@') + 1);
  if (!mailDomains.includes(domain)) {
    throw new Refusal(
      `${workEmail} could not sign in: ${organizationName} has addresses in ${mailDomains.join(', ')}.`,
    );
  }
  await importPeople(context, {
    organizationId,
    rows: [{ externalId: null, workEmail, timeZone, ...name }],
    actor: operator,
  });
}
