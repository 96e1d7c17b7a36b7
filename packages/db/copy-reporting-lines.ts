import { sql } from 'drizzle-orm';
import { copiedColumns, namesOf } from './copied-column.ts';
import { thisOrganization, withCopiedRows } from './copy-rows.ts';
import type { Transaction } from './database.ts';

export type CopiedLine = {
  readonly id: string;
  readonly reportId: string;
  readonly managerId: string | null;
  readonly managerExternalId: string | null;
  readonly validFrom: Temporal.PlainDate;
  readonly validTo: Temporal.PlainDate | null;
};

const { uuid, text, date } = copiedColumns<CopiedLine>();

const facts = [
  uuid('manager_id', (line) => line.managerId),
  text('manager_external_id', (line) => line.managerExternalId),
  date('valid_from', (line) => line.validFrom),
  date('valid_to', (line) => line.validTo),
];
const columns = [uuid('id', (line) => line.id), uuid('report_id', (line) => line.reportId), ...facts];
const names = namesOf(columns);

/** Many lines in one go: those known are changed first, so that a report has one line without an end at any time. */
export async function copyReportingLines({
  tx,
  lines,
}: {
  tx: Transaction;
  lines: readonly CopiedLine[];
}): Promise<void> {
  await withCopiedRows({
    tx,
    name: 'stated_line',
    like: 'reporting_line',
    columns,
    rows: lines,
    work: async () => {
      await tx.execute(
        sql.raw(`
          UPDATE reporting_line AS known SET ${facts.map(({ name }) => `${name} = stated_line.${name}`).join(', ')}
          FROM stated_line WHERE stated_line.id = known.id`),
      );
      await tx.execute(
        sql.raw(`
          INSERT INTO reporting_line (${names}, organization_id)
          SELECT ${names}, ${thisOrganization} FROM stated_line
          WHERE NOT EXISTS (SELECT FROM reporting_line WHERE reporting_line.id = stated_line.id)`),
      );
    },
  });
}
