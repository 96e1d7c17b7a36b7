import type { Command } from 'commander';
import { listConnections, type ListedConnection } from '@throughline/app/list-connections.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { table } from '../table.ts';
import { result, resultJson, say } from '../terminal.ts';
import { organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

export function registerConnections(command: Command): void {
  command
    .option('--json', 'the list as JSON')
    .option(...organizationOption)
    .action(async ({ json, ...options }: OrganizationOption & { readonly json?: true }) => {
      await withOrganization(options, async ({ context, organization }) => {
        const organizationId = organization.id;
        const connections = await listConnections(context, { organizationId });
        if (json) return resultJson(connections.map(toJson));
        const people = await context.db.inOrganization(organizationId, (tx) => peopleStore(tx).all());
        const names = new Map(people.map(({ id, displayName }) => [id, displayName]));
        result(
          table({
            headings: ['person', 'account', 'provider', 'for', 'status', 'connected', 'read', 'last trouble'],
            rows: connections.map((connection) => toRow({ connection, name: names.get(connection.personId) ?? '' })),
          }),
        );
        say(`Connections: ${connections.length}.`);
      });
    });
}

function toRow({ connection, name }: { connection: ListedConnection; name: string }): readonly string[] {
  const { accountEmail, provider, purpose, status, connectedAt, syncedAt, lastError } = connection;
  return [name, accountEmail, provider, purpose, status, minute(connectedAt), minute(syncedAt), lastError ?? ''];
}

function minute(instant: Temporal.Instant | null): string {
  return instant?.toString({ smallestUnit: 'minute' }) ?? '';
}

function toJson(connection: ListedConnection) {
  return {
    id: connection.id,
    person_id: connection.personId,
    provider: connection.provider,
    purpose: connection.purpose,
    status: connection.status,
    account_email: connection.accountEmail,
    scopes: connection.scopes,
    connected_at: connection.connectedAt,
    broken_at: connection.brokenAt,
    synced_at: connection.syncedAt,
    failures: connection.failures,
    last_error: connection.lastError,
    plan_held_until: connection.planHeldUntil,
  };
}
