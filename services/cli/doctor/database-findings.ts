import type { DatabaseFacts } from '@throughline/runtime/inspect-database.ts';
import { ok, problem, type Finding } from './finding.ts';

/** Whether the schema is up to date and row-level security really stands between organisations. */
export function databaseFindings(facts: DatabaseFacts): readonly Finding[] {
  const { pendingMigrations } = facts;
  const schema =
    pendingMigrations.length === 0
      ? ok('Database', 'answers and is up to date')
      : problem('Database', `lacks ${pendingMigrations.join(', ')}`, 'throughline migrate');
  return [schema, roleFinding(facts), ...openTables(facts)];
}

function roleFinding({
  appRole,
  appRoleIsSuperuser,
  appRoleBypassesRowSecurity,
  ownedByAppRole,
}: DatabaseFacts): Finding {
  const advice = 'DATABASE_URL has to name throughline_app, as infra/postgres/roles.sql makes it.';
  const excess = [
    appRoleIsSuperuser ? 'is a superuser' : null,
    appRoleBypassesRowSecurity ? 'bypasses row-level security' : null,
    ownedByAppRole.length > 0 ? `owns ${ownedByAppRole.join(', ')}` : null,
  ].filter((one) => one !== null);
  if (excess.length === 0) return ok('Roles', `${appRole} owns nothing and sees one organisation at a time`);
  return problem('Roles', `${appRole} ${excess.join(' and ')}`, advice);
}

function openTables({ openTables: names }: DatabaseFacts): readonly Finding[] {
  if (names.length === 0) return [];
  return [
    problem(
      'Tenancy',
      `${names.join(', ')} can be read across organisations`,
      'Row-level security was switched off there: switch it on and FORCE it.',
    ),
  ];
}
