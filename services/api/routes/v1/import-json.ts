import type { ColumnTrouble } from '@throughline/domain/people/import/chosen-columns.ts';
import type { StatedRow } from '@throughline/domain/people/import/stated-row.ts';
import type { V1NewEmployee } from '@throughline/contracts/v1/employees.ts';
import type { V1Import, V1ImportRow } from '@throughline/contracts/v1/imports.ts';
import type { ImportRowView } from '@throughline/db/import-row-store.ts';
import type { StoredImport } from '@throughline/db/import-store.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { employeeRowOf } from './employee-json.ts';

export function v1ImportOf(run: StoredImport): V1Import {
  const { counts, approvedByKind } = run;
  return {
    id: run.id,
    state: run.state,
    dry_run: run.dryRun,
    source: run.source,
    system: run.system,
    missing: run.everybody ? 'leave' : 'stay',
    columns: run.columns.map(({ header, field }) => ({ heading: header, field })),
    rows: run.rowCount,
    rows_done: run.rowsDone,
    counts: counts && {
      created: counts.created,
      updated: counts.updated,
      unchanged: counts.unchanged,
      refused: counts.refused,
      leaving: counts.leaving,
      present: counts.present,
      managers_unknown: counts.managersUnknown,
      in_cycles: counts.inCycles,
      unreadable: counts.unreadable,
    },
    created_by: { kind: run.createdByKind, id: run.createdById },
    approved_by: approvedByKind === null ? null : { kind: approvedByKind, id: run.approvedById },
    approved_at: run.approvedAt?.toString() ?? null,
    approved_leaving: run.approvedLeaving,
    ended_because: run.endedBecause,
    created_at: run.createdAt.toString(),
    modified_at: run.updatedAt.toString(),
    ended_at: run.endedAt?.toString() ?? null,
  };
}

export function v1ImportRowOf(row: ImportRowView): V1ImportRow {
  return {
    id: row.id,
    line: row.line,
    result: row.result,
    employee: row.personId,
    remote_id: row.externalId,
    work_email: row.workEmail,
    display_full_name: row.displayName,
    changes: [...row.changes],
    notes: [...row.notes],
    errors: row.errors.map(({ column, detail }) => ({ column, detail })),
  };
}

/** A person stated as JSON, as a row that waits. */
export function statedRowOf(stated: V1NewEmployee, index: number): StatedRow {
  const { manager, startDate, endDate, lastCareerConversationOn, workingHours: _hours, ...row } = employeeRowOf(stated);
  const named =
    manager?.personId !== undefined
      ? ({ by: 'person_id', value: manager.personId } as const)
      : manager?.externalId !== undefined
        ? ({ by: 'remote_id', value: manager.externalId } as const)
        : null;
  const { personId: _id, leaves: _leaves, ...plain } = row;
  return {
    line: index + 1,
    ...plain,
    ...(startDate === undefined ? {} : { startDate: startDate && startDate.toString() }),
    ...(endDate === undefined ? {} : { endDate: endDate && endDate.toString() }),
    ...(lastCareerConversationOn === undefined
      ? {}
      : { lastCareerConversationOn: lastCareerConversationOn && lastCareerConversationOn.toString() }),
    ...(manager === undefined ? {} : { manager: named }),
    ...(manager?.since === undefined ? {} : { managerSince: manager.since.toString() }),
  };
}

/** Each trouble by the heading it is about (RFC 6901), or the file as a whole. */
export function fileRefused(troubles: readonly ColumnTrouble[]): ProblemError {
  return new ProblemError({
    name: 'invalid_request',
    detail: 'The file cannot be read as it is.',
    errors: troubles.map(({ column, detail }) => ({
      in: 'body' as const,
      pointer: column === null ? '' : `/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      detail,
    })),
  });
}
