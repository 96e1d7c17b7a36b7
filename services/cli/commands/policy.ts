import { publishPolicy } from '@throughline/app/publish-policy.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import type { Step } from '@throughline/domain/policy/steps.ts';
import type { Command } from 'commander';
import { argument, nonEmpty, slug } from '../input.ts';
import { readPolicyFile, toPolicyFile } from '../policy-file.ts';
import { Refusal } from '../refusal.ts';
import { table } from '../table.ts';
import { result, resultJson, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type ShowOptions = OrganizationOption & { readonly key?: string; readonly json?: true };

export function registerPolicy(command: Command): void {
  command
    .command('show')
    .description('what an organisation asks: the rules of one policy, and who is asked to help when it slips')
    .option('--key <key>', 'which policy, where there are several', argument(slug))
    .option('--json', 'as a file that `policy publish` reads')
    .option(...organizationOption)
    .action(({ key, json, ...options }: ShowOptions) =>
      withOrganization(options, async ({ context, organization }) => {
        const policies = await context.db.inOrganization(organization.id, (tx) => policyStore(tx).all());
        const policy = chosen({ policies, key });
        return json ? resultJson(toPolicyFile(policy)) : result(inWords(policy));
      }),
    );
  command
    .command('publish')
    .description('make a new version of a policy from a JSON file; prints its number. Versions are never changed')
    .argument('<file>', 'as `policy show --json` prints one')
    .requiredOption('--note <text>', 'what changed and why, for whoever reads the trend later', argument(nonEmpty))
    .option(...organizationOption)
    .action((file: string, { note, ...options }: OrganizationOption & { readonly note: string }) =>
      withOrganization(options, async ({ context, organization }) => {
        const policy = await readPolicyFile(file);
        const organizationId = organization.id;
        const published = await publishPolicy(context, { organizationId, policy, note, actor: operator });
        say(
          `“${published.name}” is in version ${published.version}. Steps go by it at once, due dates from the next conversation on.`,
        );
        return result(String(published.version));
      }),
    );
}

/** The newest version. */
function chosen({ policies, key }: { policies: readonly Policy[]; key: string | undefined }): Policy {
  const keys = [...new Set(policies.map((policy) => policy.key))];
  const wanted = key ?? (keys.length === 1 ? keys[0] : undefined);
  const policy = policies.findLast((one) => one.key === wanted);
  if (policy !== undefined) return policy;
  throw new Refusal(`Say which with --key: ${keys.join(', ')}.`);
}

function inWords({ key, version, name, rules }: Policy): string {
  const { steps, blackouts, defaultWorkingHours: _hours, ...plain } = rules;
  const others = table({
    headings: ['rule', 'value'],
    rows: [
      ...Object.entries(plain).map(([rule, value]) => [rule, String(value)]),
      ...blackouts.map(({ from, to, label }) => ['blackout', `${from} to ${to}, ${label}`]),
    ],
  });
  const taken = table({
    headings: ['who', 'when', 'days', 'text'],
    rows: steps.map(({ who, when, days, text }: Step) => [who, when, String(days), text ?? '']),
  });
  const below = steps.length === 0 ? 'Steps are switched off.' : `Steps\n${taken}`;
  return `${name} (${key}, version ${version})\n\n${others}\n\n${below}`;
}
