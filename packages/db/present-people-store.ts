import { sql } from 'drizzle-orm';
import type { Present } from '@throughline/domain/people/import/missing-people.ts';
import type { Transaction } from './database.ts';

/** Who has not left, and who else besides HR's files speaks of them. */
export function presentPeopleStore(tx: Transaction) {
  return {
    async on(day: Temporal.PlainDate): Promise<readonly Present[]> {
      const { rows } = await tx.execute<{
        id: string;
        external_id: string | null;
        work_email: string;
        in_directory: boolean;
        in_hr_system: boolean;
        is_administrator: boolean;
      }>(sql`
        SELECT id, external_id, work_email,
          id IN (SELECT person_id FROM directory_user WHERE removed_at IS NULL) AS in_directory,
          id IN (SELECT person_id FROM hr_source_person) AS in_hr_system,
          id IN (SELECT person_id FROM role_grant WHERE role = 'administrator') AS is_administrator
        FROM person
        WHERE status <> 'inactive' AND (end_date IS NULL OR end_date >= ${day.toString()}::date)
        ORDER BY id`);
      return rows.map((row) => ({
        id: row.id,
        externalId: row.external_id,
        workEmail: row.work_email,
        isInDirectory: row.in_directory,
        isInHrSystem: row.in_hr_system,
        isAdministrator: row.is_administrator,
      }));
    },
  };
}
