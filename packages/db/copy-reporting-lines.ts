import { sql } from 'drizzle-orm';
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

const facts = ['manager_id', 'manager_external_id', 'valid_from', 'valid_to'] as const;
const columns = ['id', 'report_id', ...facts] as const;

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
    valuesOf: (line) => [
      line.id,
      line.reportId,
      line.managerId,
      line.managerExternalId,
      line.validFrom.toString(),
      line.validTo && line.validTo.toString(),
    ],
    work: async () => {
      await tx.execute(
        sql.raw(`
          UPDATE reporting_line AS known SET ${facts.map((fact) => `${fact} = stated_line.${fact}`).join(', ')}
          FROM stated_line WHERE stated_line.id = known.id`),
      );
      await tx.execute(
        sql.raw(`
          INSERT INTO reporting_line (${columns.join(', ')}, organization_id)
          SELECT ${columns.join(', ')}, ${thisOrganization} FROM stated_line
          WHERE NOT EXISTS (SELECT FROM reporting_line WHERE reporting_line.id = stated_line.id)`),
      );
    },
  });
}
