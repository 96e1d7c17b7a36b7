import type { ProviderName } from '@throughline/app/ports/calendar.ts';
import { setCalendarDomain } from '@throughline/app/set-calendar-domain.ts';
import { calendarDomainStore, type CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import type { OperatorContext } from '@throughline/runtime/open-operator-context.ts';
import type { Command } from 'commander';
import { Argument, Option } from 'commander';
import { argument, mailDomain } from '../input.ts';
import { providerNames } from '../provider-names.ts';
import { Refusal } from '../refusal.ts';
import { table } from '../table.ts';
import { result, resultJson, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

const lookUp = 'look-up';

/** `organization domains` and `organization domain`. */
export function registerDomains(command: Command): void {
  command
    .command('domains')
    .description('where the calendars of each mail domain are, and whether an administrator has allowed connecting')
    .option('--json', 'the list as JSON')
    .option(...organizationOption)
    .action((options: OrganizationOption & { readonly json?: true }) =>
      withOrganization(options, async (at) => {
        const domains = await listed(at);
        return options.json ? resultJson(domains.map(toJson)) : result(table(toTable(domains)));
      }),
    );
  command
    .command('domain')
    .description('say where the calendars of one mail domain are')
    .addArgument(new Argument('<domain>', 'like example.com').argParser(argument(mailDomain)))
    .addOption(
      new Option('--provider <provider>', `which calendars; ${lookUp} leaves it to a lookup`)
        .choices([...Object.keys(providerNames), lookUp])
        .makeOptionMandatory(),
    )
    .option(...organizationOption)
    .action((domain: string, options: OrganizationOption & { readonly provider: ProviderName | typeof lookUp }) =>
      withOrganization(options, async ({ context, organization }) => {
        const provider = options.provider === lookUp ? null : options.provider;
        const organizationId = organization.id;
        const outcome = await setCalendarDomain(context, { organizationId, domain, provider, actor: operator });
        if (outcome === 'unknown_domain')
          throw new Refusal(`Nobody at ${organization.name} has an address in ${domain}.`);
        say('Whether an administrator has to allow connecting there is looked up within minutes.');
        result(domain);
      }),
    );
}

type Listed = Pick<CalendarDomain, 'domain' | 'provider' | 'decidedBy' | 'consent'> & { readonly people: number };

function listed({
  context,
  organization,
}: {
  context: OperatorContext;
  organization: Organization;
}): Promise<readonly Listed[]> {
  return context.db.inOrganization(organization.id, async (tx) => {
    const store = calendarDomainStore(tx);
    const known = new Map((await store.all()).map((row) => [row.domain, row]));
    const people = new Map((await store.domainsOfPeople()).map((one) => [one.domain, one.people]));
    const all = new Set([...organization.mailDomains, ...people.keys(), ...known.keys()]);
    return [...all].toSorted().map((domain) => {
      const { provider = null, decidedBy = 'lookup', consent = 'unknown' } = known.get(domain) ?? {};
      return { domain, people: people.get(domain) ?? 0, provider, decidedBy, consent };
    });
  });
}

const consentWords: Readonly<Record<Listed['consent'], string>> = {
  unknown: 'not looked up yet',
  not_needed: 'nobody has to',
  needed: 'waits for an administrator',
  granted: 'allowed',
};

function toTable(domains: readonly Listed[]) {
  return {
    headings: ['domain', 'people', 'calendars', 'said by', 'connecting'],
    rows: domains.map(({ domain, people, provider, decidedBy, consent }) => [
      domain,
      String(people),
      provider === null ? 'people choose' : providerNames[provider],
      decidedBy === 'lookup' ? 'lookup' : 'an administrator',
      consentWords[consent],
    ]),
  };
}

function toJson({ domain, people, provider, decidedBy, consent }: Listed) {
  return { domain, people, provider, decided_by: decidedBy, consent };
}
