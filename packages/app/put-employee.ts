import type { AuditActor } from '@throughline/db/audit-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import type { EmployeeRow, RowRefusal } from './employee-row.ts';
import { importPeople } from './import-people.ts';
import { inOneTransaction } from './in-one-transaction.ts';

export type PutEmployee =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly personId: string }
  | { readonly kind: 'refused'; readonly reason: RowRefusal }
  /** The person to change, or the manager named by id, is nobody of this organisation. */
  | { readonly kind: 'not_found' }
  /** Changed since the caller looked. */
  | { readonly kind: 'changed_meanwhile' };

type Names = Pick<EmployeeRow, 'givenName' | 'familyName' | 'workEmail'>;
/** What a change may leave out stays as it is. */
export type EmployeeChange = Partial<Omit<EmployeeRow, 'personId'>>;

/**
 * Takes in one person from an API client as an import of one row would. `personId` null states somebody, new or known;
 * otherwise that person is changed. `isCurrent`, asked while nobody else can change them, says whether the caller saw
 * the person as they still are.
 */
export async function putEmployee(
  context: Pick<AppContext, 'db' | 'clock' | 'queue'>,
  {
    organizationId,
    personId,
    change,
    isCurrent,
    actor,
  }: {
    organizationId: string;
    actor: AuditActor;
    isCurrent?: (context: Pick<AppContext, 'db' | 'clock'>) => Promise<boolean>;
  } & ({ personId: string; change: EmployeeChange } | { personId: null; change: EmployeeChange & Names }),
): Promise<PutEmployee> {
  const done = await inOneTransaction(context, {
    organizationId,
    work: async (joined, tx): Promise<PutEmployee> => {
      const people = peopleStore(tx);
      await people.lockForImport();
      const managerId = change.manager?.personId;
      if (managerId !== undefined && (await people.byId(managerId)) === null) return { kind: 'not_found' };
      const [before] = personId === null ? [] : await people.known({ ids: [personId], externalIds: [], emails: [] });
      if (personId !== null && before === undefined) return { kind: 'not_found' };
      if (isCurrent && !(await isCurrent(joined))) return { kind: 'changed_meanwhile' };
      const row =
        personId === null ? rowOf(change) : { ...rowOf({ ...before, ...renamed({ before, change }) }), personId };
      const { rows } = await importPeople(joined, { organizationId, rows: [row], actor });
      const [taken] = rows;
      if (taken === undefined) throw new Error('An import of one row answered none');
      return taken;
    },
  });
  if (done.kind === 'created' || done.kind === 'updated') {
    await context.queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
  }
  return done;
}

/** Another name shows, unless another was stated to be shown. */
function renamed({ before, change }: { before: Names | undefined; change: EmployeeChange }): EmployeeChange {
  const isRenamed = change.givenName !== undefined || change.familyName !== undefined;
  if (!isRenamed || change.displayName !== undefined) return change;
  const { givenName, familyName } = { ...before, ...change };
  return { ...change, displayName: `${givenName} ${familyName}` };
}

function rowOf(stated: EmployeeChange & Partial<Names>): EmployeeRow {
  const { givenName, familyName, workEmail, externalId = null, ...rest } = stated;
  if (givenName === undefined || familyName === undefined || workEmail === undefined)
    throw new Error('A person was stated without a name or an address');
  return { ...rest, givenName, familyName, workEmail, externalId };
}
