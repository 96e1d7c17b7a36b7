import { aBambooHr } from '@throughline/hr-systems/testing/a-bamboohr.ts';
import { anEmployee, type HrRecord } from '@throughline/hr-systems/testing/an-hr-server.ts';
import { addHrSource } from '../add-hr-source.ts';
import type { AppContext } from '../context.ts';

/** A BambooHR of so many people that organisations can pull from. Call it at the top of a file. */
export async function aBambooSource(context: Pick<AppContext, 'db' | 'clock' | 'keyring' | 'hrSystems'>) {
  const record: HrRecord = { employees: [], absences: [] };
  const { origin: address, credentials } = await aBambooHr(record);
  return {
    secret: credentials.secret,
    /** From now on it has so many. */
    has(count: number): void {
      record.employees = Array.from({ length: count }, (_, at) => anEmployee(String(at + 1)));
    },
    async addTo({ organizationId, name }: { organizationId: string; name: string }): Promise<void> {
      const added = await addHrSource(context, {
        organizationId,
        name,
        kind: 'bamboohr',
        address,
        options: { absences: false },
        credentials,
        precedence: null,
        actor: { kind: 'operator' },
      });
      if (added.kind !== 'added') throw new Error(`The source was not added: ${added.kind}`);
    },
  };
}
