import { actingSentences } from '@throughline/app/acting-sentence.ts';
import { endActingManager } from '@throughline/app/end-acting-manager.ts';
import { exemptionsPage } from '@throughline/app/exemptions-page.ts';
import { nameActingManager } from '@throughline/app/name-acting-manager.ts';
import type { Command } from 'commander';
import { Argument, Option } from 'commander';
import { argument, calendarDay, mailAddress, recordId } from '../input.ts';
import { Refusal } from '../refusal.ts';
import { table } from '../table.ts';
import { result, resultJson, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type NameOptions = OrganizationOption & {
  readonly for: string;
  readonly report?: string;
  readonly from?: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  readonly author: string;
};

/** `acting-manager name | list | end`. */
export function registerActingManager(command: Command): void {
  const address = () => argument(mailAddress);
  command
    .command('name')
    .description('somebody holds a manager’s conversations for a while; prints an id')
    .addArgument(new Argument('<address>', 'work address of whoever stands in').argParser(address()))
    .addOption(new Option('--for <address>', 'the manager’s').argParser(address()).makeOptionMandatory())
    .option('--report <address>', 'for this report alone', address())
    .option('--from <day>', 'first day; today without it', argument(calendarDay))
    .addOption(new Option('--until <day>', 'last day').argParser(argument(calendarDay)).makeOptionMandatory())
    .addOption(new Option('--author <address>', 'whoever decided it').argParser(address()).makeOptionMandatory())
    .option(...organizationOption)
    .action(name);
  command
    .command('list')
    .description('who stands in for whom, and until when')
    .option('--json', 'the list as JSON')
    .option(...organizationOption)
    .action(list);
  command
    .command('end')
    .description('nobody stands in from today on; what was not held passes back')
    .addArgument(new Argument('<id>', 'as `acting-manager list --json` has it').argParser(argument(recordId)))
    .option(...organizationOption)
    .action(end);
}

async function name(actingEmail: string, { for: managerEmail, report, from, until, author, ...at }: NameOptions) {
  await withOrganization(at, async ({ context, organization }) => {
    const named = await nameActingManager(context, {
      organizationId: organization.id,
      managerEmail,
      actingEmail,
      reportEmail: report ?? null,
      startsOn: from ?? null,
      endsOn: until,
      authorEmail: author,
      actor: operator,
    });
    if (named.kind === 'refused') throw new Refusal(actingSentences[named.reason]);
    say(`${actingEmail} stands in for ${managerEmail} until ${until.toString()}, from the next sweep on.`);
    result(named.id);
  });
}

async function list({ json, ...at }: OrganizationOption & { readonly json?: true }): Promise<void> {
  await withOrganization(at, async ({ context, organization }) => {
    const { actingManagers } = await exemptionsPage(context, { organizationId: organization.id });
    if (json) {
      return resultJson(
        actingManagers.map(({ id, manager, report, acting, startsOn, endsOn, when }) => ({
          id,
          manager_id: manager.id,
          report_id: report?.id ?? null,
          acting_id: acting.id,
          starts_on: startsOn,
          ends_on: endsOn,
          state: when,
        })),
      );
    }
    result(
      table({
        headings: ['stands in', 'for', 'with', 'from', 'until', 'now'],
        rows: actingManagers.map(({ manager, report, acting, startsOn, endsOn, when }) => [
          acting.displayName,
          manager.displayName,
          report?.displayName ?? 'everybody',
          startsOn,
          endsOn,
          when,
        ]),
      }),
    );
    say(`Acting managers: ${actingManagers.length}.`);
  });
}

async function end(id: string, at: OrganizationOption): Promise<void> {
  await withOrganization(at, async ({ context, organization }) => {
    const outcome = await endActingManager(context, { organizationId: organization.id, id, actor: operator });
    if (outcome !== 'ended') throw new Refusal(outcome === 'unknown' ? 'There is no such id.' : 'It is over already.');
    say('What was not held yet passes back with the next sweep.');
    result(id);
  });
}
