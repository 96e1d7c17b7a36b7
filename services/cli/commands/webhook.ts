import { Argument, type Command } from 'commander';
import { addWebhookEndpoint, mostEndpoints } from '@throughline/app/add-webhook-endpoint.ts';
import { listWebhookEndpoints } from '@throughline/app/list-webhook-endpoints.ts';
import { replayWebhooksSince } from '@throughline/app/replay-webhooks.ts';
import { testWebhookEndpoint } from '@throughline/app/test-webhook-endpoint.ts';
import { v1WebhookEndpointOf } from '@throughline/app/webhook-json.ts';
import { webhookEventTypes } from '@throughline/contracts/v1/webhooks.ts';
import { keptFor } from '@throughline/domain/webhook/delivery-plan.ts';
import type { WebhookEventType } from '@throughline/domain/webhook/webhook-event.ts';
import { z } from 'zod';
import { argument, moment, nonEmpty, recordId } from '../input.ts';
import { Refusal } from '../refusal.ts';
import { table } from '../table.ts';
import { result, resultJson, say } from '../terminal.ts';
import { webhookContext } from '../webhook-context.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type AddOptions = OrganizationOption & {
  readonly events?: WebhookEventType[];
  readonly description: string;
  readonly json?: true;
};
type ReplayOptions = OrganizationOption & { readonly since?: Temporal.Instant; readonly all?: true };

const events = z
  .string()
  .transform((text) => [...new Set(text.split(/[\s,]+/).filter((type) => type !== ''))])
  .pipe(z.array(z.enum(webhookEventTypes, `expected events among ${webhookEventTypes.join(', ')}`)).min(1));
const whichOne = () => new Argument('<id>', 'as `webhook list` has it').argParser(argument(recordId));

/** `webhook list | add | test | replay`. */
export function registerWebhook(command: Command): void {
  command
    .command('list')
    .description('the endpoints, and how telling each goes')
    .option('--json', 'the list as JSON')
    .option(...organizationOption)
    .action(list);
  command
    .command('add')
    .description('have another system told from now on; prints the secret, this once')
    .addArgument(new Argument('<url>', 'https, on the public internet').argParser(argument(nonEmpty)))
    .option('--events <events>', 'with commas between them; all without it', argument(events))
    .option('--description <text>', 'what it is', '')
    .option('--json', 'id and secret as JSON')
    .option(...organizationOption)
    .action(add);
  command
    .command('test')
    .description('send one test event, now; 1 when it does not arrive')
    .addArgument(whichOne())
    .option(...organizationOption)
    .action(sendTest);
  command
    .command('replay')
    .description('send again what was not acknowledged; prints how many')
    .addArgument(whichOne())
    .option('--since <moment>', 'like 2027-03-31T09:00:00Z; all that is kept without it', argument(moment))
    .option('--all', 'even what was acknowledged')
    .option(...organizationOption)
    .action(replay);
}

async function list({ json, ...options }: OrganizationOption & { json?: true }): Promise<void> {
  await withOrganization(options, async ({ context, organization }) => {
    const given = { organizationId: organization.id, cursor: null, pageSize: mostEndpoints };
    const listed = await listWebhookEndpoints(context, given);
    const rows = listed.kind === 'page' ? listed.rows : [];
    const wall = context.clock.wall();
    if (json) return resultJson(rows.map((endpoint) => v1WebhookEndpointOf({ endpoint, wall })));
    result(
      table({
        headings: ['ID', 'URL', 'STATE', 'SINCE'],
        rows: rows.map(({ id, url, state, disabledBecause, disabledAt, failingSince }) => {
          const since = disabledAt ?? failingSince;
          const trouble = failingSince === null ? state : 'does not get through';
          const words = state === 'disabled' ? `off (${disabledBecause ?? 'asked'})` : trouble;
          return [id, url, words, since?.toString({ smallestUnit: 'second' }) ?? ''];
        }),
      }),
    );
  });
}

async function add(url: string, { events: eventTypes = [], description, json, ...options }: AddOptions): Promise<void> {
  await withOrganization(options, async ({ context, installation, organization }) => {
    const added = await addWebhookEndpoint(webhookContext({ context, installation }), {
      organizationId: organization.id,
      actor: operator,
      url,
      description,
      eventTypes: eventTypes.length === 0 ? null : eventTypes,
    });
    if (added.kind === 'not_allowed') throw new Refusal(`${url} ${added.why}.`);
    if (added.kind === 'too_many') throw new Refusal(`${organization.name} has ${mostEndpoints} endpoints already.`);
    const { id, secret } = added;
    say(`${organization.name} tells ${url} from now on, id ${id}. The secret is not shown again: store it now.`);
    if (json) resultJson({ id, secret });
    else result(secret);
  });
}

async function sendTest(endpointId: string, options: OrganizationOption): Promise<void> {
  await withOrganization(options, async ({ context, installation, organization }) => {
    const given = { organizationId: organization.id, endpointId };
    const tested = await testWebhookEndpoint(webhookContext({ context, installation }), given);
    if (tested.kind === 'not_found') throw new Refusal(`${organization.name} has no such endpoint.`);
    if (tested.kind === 'paused') throw new Refusal(`${organization.name} is paused, and nothing is sent.`);
    const { state, lastStatus, lastError } = tested.delivery;
    const answer = lastStatus === null ? (lastError ?? 'no answer') : String(lastStatus);
    if (state !== 'delivered') throw new Refusal(`The test did not arrive: ${answer.replaceAll('_', ' ')}.`);
    say('The test arrived.');
    result(answer);
  });
}

async function replay(endpointId: string, { since, all, ...options }: ReplayOptions): Promise<void> {
  await withOrganization(options, async ({ context, installation, organization }) => {
    const replayed = await replayWebhooksSince(webhookContext({ context, installation }), {
      organizationId: organization.id,
      endpointId,
      since: since ?? context.clock.now().subtract(keptFor),
      all: all ?? false,
    });
    if (replayed.kind === 'not_found') throw new Refusal(`${organization.name} has no such endpoint.`);
    if (replayed.kind !== 'replayed') throw new Refusal('The endpoint is switched off: switch it on first.');
    say('They leave with the next sweep, within seconds.');
    result(String(replayed.count));
  });
}
