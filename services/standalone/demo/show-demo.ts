import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppContext } from '@throughline/app/context.ts';
import { createApiKey } from '@throughline/app/create-api-key.ts';
import { listConnections } from '@throughline/app/list-connections.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { managersOn } from '@throughline/domain/people/reporting-line.ts';
import { bookedTable } from './booked-table.ts';
import { demoSlug } from './demo-organization.ts';
import { demoPeople } from './demo-people.ts';
import { employeesCsv } from './employees-csv.ts';

/** What whoever started the demo can do next: the table of what is booked, an API key, a sample file, three commands. */
export async function showDemo({
  context,
  dataDir,
  publicUrl,
  sandboxUrl,
  say,
}: {
  context: AppContext;
  dataDir: string;
  publicUrl: string;
  sandboxUrl: string;
  say: (line: string) => void;
}): Promise<void> {
  const organization = await context.db.acrossOrganizations((tx) => organizationStore(tx).bySlug(demoSlug));
  if (organization === null) return;
  const { id: organizationId } = organization;
  const key = await demoApiKey({ context, organizationId, file: path.join(dataDir, 'demo-api-key') });
  const csv = path.resolve(dataDir, 'employees.csv');
  await writeFile(
    csv,
    employeesCsv(demoPeople({ today: organization.createdAt.toZonedDateTimeISO('UTC').toPlainDate() })),
  );
  const people = await context.db.inOrganization(organizationId, (tx) => peopleStore(tx).all());

  const unconnected = await managersWithoutCalendar({ context, organizationId });
  const auth = `-H "Authorization: Bearer ${key}"`;
  for (const line of [
    '',
    ...(await bookedTable(context, { organizationId })),
    '',
    `Northwind has ${people.length} people. Open ${publicUrl} and see it as HR lead, VP, manager or report.`,
    `${waiting(unconnected)}: ${sandboxUrl}/mailbox. Everybody’s calendar: ${sandboxUrl}`,
    '',
    `API key of the demo:  ${key}`,
    `Sample HR export:     ${csv}`,
    `  curl ${auth} "${publicUrl}/v1/conversations?state=booked&page_size=3"`,
    `  curl ${auth} "${publicUrl}/v1/reports/coverage"`,
    `  curl ${publicUrl}/openapi.json`,
    '',
  ]) {
    say(line);
  }
}

function waiting(managers: number): string {
  if (managers === 0) return 'Every manager has connected. The mailbox';
  return managers === 1 ? 'A manager has a connect mail waiting' : `${managers} managers have a connect mail waiting`;
}

async function managersWithoutCalendar({
  context,
  organizationId,
}: {
  context: AppContext;
  organizationId: string;
}): Promise<number> {
  const connections = await listConnections(context, { organizationId });
  const lines = await context.db.inOrganization(organizationId, (tx) => reportingLineStore(tx).all());
  const managers = new Set(
    managersOn({ lines, on: context.clock.now().toZonedDateTimeISO('UTC').toPlainDate() }).values(),
  );
  return [...managers].filter((id) => !connections.some(({ personId }) => personId === id)).length;
}

/** Kept beside the demo's data, so that the lines printed today still work tomorrow. Real keys are shown once and kept nowhere. */
async function demoApiKey({
  context,
  organizationId,
  file,
}: {
  context: AppContext;
  organizationId: string;
  file: string;
}): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const { key } = await createApiKey(context, {
    organizationId,
    name: 'Demo',
    scopes: ['conversations:read', 'reports:read'],
    actor: { kind: 'operator' },
  });
  await writeFile(file, `${key}\n`, { mode: 0o600 });
  return key;
}
