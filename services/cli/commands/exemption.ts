import { exemptionSentence } from '@throughline/app/exemption-sentence.ts';
import { liftExemption } from '@throughline/app/lift-exemption.ts';
import { listExemptions, type ListedExemption } from '@throughline/app/list-exemptions.ts';
import { renewExemption } from '@throughline/app/renew-exemption.ts';
import { stateExemption } from '@throughline/app/state-exemption.ts';
import { statedCategories, type StatedCategory } from '@throughline/domain/people/exemption.ts';
import type { Command } from 'commander';
import { Argument, Option } from 'commander';
import { argument, calendarDay, mailAddress, recordId } from '../input.ts';
import { Refusal } from '../refusal.ts';
import { table } from '../table.ts';
import { result, resultJson, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type AddOptions = OrganizationOption & {
  readonly category: StatedCategory;
  readonly from?: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  readonly author: string;
};

const until = () =>
  new Option('--until <day>', 'last day, like 2027-03-31').argParser(argument(calendarDay)).makeOptionMandatory();
const whichOne = () => new Argument('<id>', 'as `exemption list --json` has it').argParser(argument(recordId));

/** `exemption add | list | renew | lift`. Holds are in the list: it is for HR's eyes. */
export function registerExemption(command: Command): void {
  command
    .command('add')
    .description('somebody is not asked for a while; prints the exemption’s id')
    .addArgument(new Argument('<address>', 'work address of whoever is not asked').argParser(argument(mailAddress)))
    .addOption(
      new Option('--category <category>', 'a hold looks like leave to everybody but HR')
        .choices(statedCategories)
        .makeOptionMandatory(),
    )
    .option('--from <day>', 'first day; today without it', argument(calendarDay))
    .addOption(until())
    .addOption(
      new Option('--author <address>', 'work address of whoever decided it')
        .argParser(argument(mailAddress))
        .makeOptionMandatory(),
    )
    .option(...organizationOption)
    .action(add);
  command
    .command('list')
    .description('all exemptions, holds among them')
    .option('--json', 'the list as JSON')
    .option(...organizationOption)
    .action(list);
  command
    .command('renew')
    .description('another last day for one that is not over')
    .addArgument(whichOne())
    .addOption(until())
    .option(...organizationOption)
    .action(renew);
  command
    .command('lift')
    .description('somebody is asked again from today on')
    .addArgument(whichOne())
    .option(...organizationOption)
    .action(lift);
}

async function add(workEmail: string, { category, from, until: endsOn, author, ...at }: AddOptions): Promise<void> {
  await withOrganization(at, async ({ context, organization }) => {
    const stated = await stateExemption(context, {
      organizationId: organization.id,
      person: { workEmail },
      category,
      startsOn: from ?? null,
      endsOn,
      author: { workEmail: author },
      actor: operator,
    });
    if (stated.kind === 'refused') throw new Refusal(exemptionSentence(stated));
    say(`${workEmail} is not asked until ${endsOn.toString()}, from the next sweep on.`);
    result(stated.id);
  });
}

async function list({ json, ...at }: OrganizationOption & { readonly json?: true }): Promise<void> {
  await withOrganization(at, async ({ context, organization }) => {
    const { exemptions } = await listExemptions(context, { organizationId: organization.id });
    if (json) return resultJson(exemptions.map(toJson));
    result(
      table({ headings: ['person', 'category', 'from', 'until', 'decided by', 'now'], rows: exemptions.map(toRow) }),
    );
    say(`Exemptions: ${exemptions.length}.`);
  });
}

async function renew(
  id: string,
  { until: endsOn, ...at }: OrganizationOption & { readonly until: Temporal.PlainDate },
): Promise<void> {
  await withOrganization(at, async ({ context, organization }) => {
    const renewed = await renewExemption(context, { organizationId: organization.id, id, endsOn, actor: operator });
    if (renewed.kind === 'refused') throw new Refusal(exemptionSentence(renewed));
    say(`It now lasts until ${endsOn.toString()}.`);
    result(id);
  });
}

async function lift(id: string, at: OrganizationOption): Promise<void> {
  await withOrganization(at, async ({ context, organization }) => {
    const outcome = await liftExemption(context, { organizationId: organization.id, id, actor: operator });
    if (outcome !== 'lifted') {
      throw new Refusal(outcome === 'unknown' ? 'There is no such exemption any more.' : 'It is over already.');
    }
    say('Asked again from today on, with the next sweep.');
    result(id);
  });
}

function toRow({ person, category, startsOn, endsOn, author, state }: ListedExemption): readonly string[] {
  return [
    person.displayName,
    category,
    startsOn.toString(),
    endsOn?.toString() ?? '',
    author?.displayName ?? '',
    state,
  ];
}

function toJson({ id, person, category, startsOn, endsOn, author, createdAt, state }: ListedExemption) {
  return {
    id,
    person_id: person.id,
    work_email: person.workEmail,
    category,
    starts_on: startsOn,
    ends_on: endsOn,
    author_email: author?.workEmail ?? null,
    created_at: createdAt,
    state,
  };
}
