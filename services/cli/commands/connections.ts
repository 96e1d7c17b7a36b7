import type { Command } from 'commander';
import { listConnections, type ListedConnection } from '@throughline/app/list-connections.ts';
import { troubledCalendars, type TroubledCalendar } from '@throughline/app/troubled-calendars.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { table } from '../table.ts';
import { result, resultJson, say } from '../terminal.ts';
import { organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

export function registerConnections(command: Command): void {
  command
    .option('--json', 'the list as JSON')
    .option('--broken', 'only those that are not kept true, with since when, why and what happens next')
    .option(...organizationOption)
    .action(
      async ({ json, broken, ...options }: OrganizationOption & { readonly json?: true; readonly broken?: true }) => {
        await withOrganization(options, async ({ context, organization }) => {
          const organizationId = organization.id;
          if (broken) {
            const now = context.clock.now();
            const troubled = await context.db.inOrganization(organizationId, (tx) => troubledCalendars({ tx, now }));
            if (json) return resultJson(troubled.map(troubledToJson));
            result(table({ headings: troubledHeadings, rows: troubled.map(troubledToRow) }));
            say(`Connections that are not kept true: ${troubled.length}.`);
            return;
          }
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
      },
    );
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
    broken_because: connection.brokenBecause,
    last_error: connection.lastError,
    plan_held_until: connection.planHeldUntil,
  };
}

const troubledHeadings = ['person', 'account', 'provider', 'since', 'days', 'dates in it', 'mailed', 'why', 'next'];

function troubledToRow({ person, accountEmail, provider, trouble, ...rest }: TroubledCalendar): readonly string[] {
  const { ageDays, booked, mailedAt, why, next } = rest;
  const figures = [minute(trouble.since), String(ageDays), String(booked), minute(mailedAt)];
  return [person.displayName, accountEmail, provider, ...figures, why, next];
}

function troubledToJson(calendar: TroubledCalendar) {
  return {
    id: calendar.connectionId,
    person_id: calendar.person.id,
    provider: calendar.provider,
    account_email: calendar.accountEmail,
    trouble: calendar.trouble.kind,
    because: calendar.trouble.because,
    since: calendar.trouble.since,
    age_days: calendar.ageDays,
    booked: calendar.booked,
    mailed_at: calendar.mailedAt,
    why: calendar.why,
    next: calendar.next,
  };
}
