import { Argument, type Command } from 'commander';
import { createApiKey } from '@throughline/app/create-api-key.ts';
import { revokeApiKey } from '@throughline/app/revoke-api-key.ts';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import { parseApiKey } from '@throughline/security/api-key.ts';
import { z } from 'zod';
import { argument } from '../input.ts';
import { Refusal } from '../refusal.ts';
import { result, resultJson, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type CreateOptions = OrganizationOption & {
  readonly scopes: readonly string[];
  readonly name: string;
  readonly json?: true;
};

const scopes = z
  .string()
  .transform((text) => [...new Set(text.split(/[\s,]+/).filter((scope) => scope !== ''))])
  .pipe(z.array(z.enum(apiScopes, `expected scopes among ${apiScopes.join(', ')}, with commas between them`)).min(1));
const keyOrId = z.union([z.uuid(), z.string().startsWith('tl_live_')], 'expected the id of a key, or the key itself');

export function registerApiKey(command: Command): void {
  command
    .command('create')
    .description('make a key; it is printed this once')
    .requiredOption('--scopes <scopes>', `with commas between them: ${apiScopes.join(', ')}`, argument(scopes))
    .option('--name <name>', 'what it is for', 'command line')
    .option('--json', 'id, key and scopes as JSON')
    .option(...organizationOption)
    .action(create);
  command
    .command('revoke')
    .description('make a key good for nothing, at once')
    .addArgument(new Argument('<key>', 'its id, or the key itself').argParser(argument(keyOrId)))
    .option(...organizationOption)
    .action(revoke);
}

async function create({ scopes: wanted, name, json, ...options }: CreateOptions): Promise<void> {
  await withOrganization(options, async ({ context, organization }) => {
    const { id, key } = await createApiKey(context, {
      organizationId: organization.id,
      name,
      scopes: wanted,
      actor: operator,
    });
    say(`A key for ${organization.name}, id ${id}. Only its hash is kept: store it now.`);
    if (json) resultJson({ id, key, scopes: wanted });
    else result(key);
  });
}

async function revoke(given: string, options: OrganizationOption): Promise<void> {
  await withOrganization(options, async ({ context, organization }) => {
    const organizationId = organization.id;
    const parsed = parseApiKey(given);
    const found =
      parsed &&
      (await context.db.inOrganization(organizationId, (tx) =>
        accessStore(tx).findApiKey({ keyHash: parsed.hash, wall: context.clock.wall() }),
      ));
    const keyId = found?.id ?? given;
    const isId = z.uuid().safeParse(keyId).success;
    const revoked = isId ? await revokeApiKey(context, { organizationId, keyId, actor: operator }) : 'unknown_key';
    if (revoked === 'unknown_key') throw new Refusal(`${organization.name} has no such key, or it was revoked before.`);
    say('Revoked.');
    result(keyId);
  });
}
