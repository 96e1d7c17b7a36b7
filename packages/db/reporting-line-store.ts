import { and, asc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { ReportingLine } from '@throughline/domain/people/reporting-line.ts';
import { besidePosition, type ListPosition } from './beside-position.ts';
import { copyReportingLines, type CopiedLine } from './copy-reporting-lines.ts';
import { worthCopying } from './copy-rows.ts';
import type { Transaction } from './database.ts';
import { inChunks } from './in-chunks.ts';
import { overwrite } from './overwrite.ts';
import { reportingLine } from './schema/tables.ts';

/** A manager HR has not sent yet has no id; until then this stands in for it, and no person has it. */
export const awaitedManager = (externalId: string): string => `awaited:${externalId}`;

/** Null for a manager who is known. */
export const awaitedExternalId = (managerId: string): string | null =>
  managerId.startsWith(awaitedManager('')) ? managerId.slice(awaitedManager('').length) : null;

export type StoredReportingLine = ReportingLine & { readonly id: string };

/** Every field narrows. */
export type ReportingLineFilter = {
  readonly reportId?: string;
  readonly managerId?: string;
  /** Holding on that day. */
  readonly on?: Temporal.PlainDate;
};

export function reportingLineStore(tx: Transaction) {
  const select = () =>
    tx
      .select({
        id: reportingLine.id,
        reportId: reportingLine.reportId,
        managerId: reportingLine.managerId,
        managerExternalId: reportingLine.managerExternalId,
        validFrom: reportingLine.validFrom,
        validTo: reportingLine.validTo,
      })
      .from(reportingLine);

  return {
    /** All that ever held, in the order in which they did. */
    async all(): Promise<readonly StoredReportingLine[]> {
      return (await select().orderBy(asc(reportingLine.validFrom), asc(reportingLine.id))).map(fromRow);
    },

    /** Up to `limit` lines by id on one side of a position, in order whichever side that is. */
    async page({
      filter: { reportId, managerId, on },
      from,
      limit,
    }: {
      filter: ReportingLineFilter;
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly StoredReportingLine[]> {
      const beside = besidePosition({ column: reportingLine.id, from });
      const rows = await select()
        .where(
          and(
            reportId === undefined ? undefined : eq(reportingLine.reportId, reportId),
            managerId === undefined ? undefined : eq(reportingLine.managerId, managerId),
            on && lte(reportingLine.validFrom, on),
            on && or(isNull(reportingLine.validTo), gt(reportingLine.validTo, on)),
            beside.where,
          ),
        )
        .orderBy(beside.orderBy)
        .limit(limit);
      return beside.inOrder(rows).map(fromRow);
    },

    async ofReports(reportIds: readonly string[]): Promise<readonly StoredReportingLine[]> {
      if (reportIds.length === 0) return [];
      const rows = await select()
        .where(sql`${reportingLine.reportId} = ANY(${sql.param(reportIds)}::uuid[])`)
        .orderBy(asc(reportingLine.validFrom), asc(reportingLine.id));
      return rows.map(fromRow);
    },

    /** All lines, whenever they held, of a person, of whoever ever reported to them, and of whoever reported to those. */
    async aroundPerson(personId: string): Promise<readonly StoredReportingLine[]> {
      const below = sql`SELECT report_id FROM reporting_line WHERE manager_id = ${personId}`;
      const rows = await select()
        .where(
          sql`${reportingLine.reportId} = ${personId} OR ${reportingLine.reportId} IN (
            ${below} UNION SELECT report_id FROM reporting_line WHERE manager_id IN (${below}))`,
        )
        .orderBy(asc(reportingLine.validFrom), asc(reportingLine.id));
      return rows.map(fromRow);
    },

    /** Managers of managers on that day. */
    async leadersOn(on: Temporal.PlainDate): Promise<readonly string[]> {
      const { rows } = await tx.execute<{ leader_id: string }>(sql`
        WITH holding AS (
          SELECT DISTINCT ON (report_id) report_id, manager_id
          FROM reporting_line
          WHERE valid_from <= ${on.toString()}::date AND (valid_to IS NULL OR ${on.toString()}::date < valid_to)
          ORDER BY report_id, valid_from DESC, id DESC
        )
        SELECT DISTINCT upper.manager_id AS leader_id
        FROM holding AS upper
        JOIN holding AS lower ON lower.manager_id = upper.report_id
        WHERE upper.manager_id IS NOT NULL`);
      return rows.map((row) => row.leader_id);
    },

    /** Whose manager is another one since a day after `after`, up to `until`, by lines stated before that. */
    async reportsWithChangeBetween({
      after,
      until,
    }: {
      after: Temporal.PlainDate;
      until: Temporal.PlainDate;
    }): Promise<readonly string[]> {
      const between = (column: typeof reportingLine.validFrom | typeof reportingLine.validTo) =>
        and(gt(column, after), lte(column, until));
      const rows = await tx
        .selectDistinct({ reportId: reportingLine.reportId })
        .from(reportingLine)
        .where(or(between(reportingLine.validFrom), between(reportingLine.validTo)));
      return rows.map(({ reportId }) => reportId);
    },

    /** Removal first: a report has one line without an end at any time. */
    async replace({
      removedIds,
      put,
    }: {
      removedIds: readonly string[];
      put: readonly StoredReportingLine[];
    }): Promise<void> {
      if (removedIds.length > 0)
        await tx.delete(reportingLine).where(sql`${reportingLine.id} = ANY(${sql.param(removedIds)}::uuid[])`);
      if (put.length >= worthCopying) return copyReportingLines({ tx, lines: put.map(toRow) });
      const ended = put.filter((line) => line.validTo !== null);
      const standing = put.filter((line) => line.validTo === null);
      for (const chunk of [...inChunks(ended), ...inChunks(standing)]) {
        await tx
          .insert(reportingLine)
          .values(chunk.map(toRow))
          .onConflictDoUpdate({
            target: reportingLine.id,
            set: overwrite(reportingLine, ['managerId', 'managerExternalId', 'validFrom', 'validTo']),
          });
      }
    },

    /** Gives lines their manager once HR has sent one by that external id; answers whose lines found theirs. */
    async resolveAwaited(): Promise<readonly string[]> {
      const { rows } = await tx.execute<{ report_id: string }>(sql`
        UPDATE reporting_line SET manager_id = person.id
        FROM person
        WHERE reporting_line.manager_id IS NULL
          AND person.external_id = reporting_line.manager_external_id
          AND person.id <> reporting_line.report_id
        RETURNING reporting_line.report_id`);
      return rows.map((row) => row.report_id);
    },
  };
}

type Row = Omit<typeof reportingLine.$inferSelect, 'organizationId'>;

function fromRow({ managerId, managerExternalId, ...line }: Row): StoredReportingLine {
  return { ...line, managerId: managerId ?? awaitedManager(managerExternalId ?? '') };
}

function toRow(line: StoredReportingLine): CopiedLine {
  const managerExternalId = awaitedExternalId(line.managerId);
  return { ...line, managerId: managerExternalId === null ? line.managerId : null, managerExternalId };
}
