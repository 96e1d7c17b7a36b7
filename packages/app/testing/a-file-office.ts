import { importRowStore } from '@throughline/db/import-row-store.ts';
import { importStore } from '@throughline/db/import-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { everyRow } from '@throughline/db/testing/every-row.ts';
import { day } from '@throughline/domain/testing/builders.ts';
import { approveImport } from '../approve-import.ts';
import { carryOutImports } from '../carry-out-imports.ts';
import { createOrganization } from '../create-organization.ts';
import { readImportFile } from '../read-import-file.ts';
import { submitImport } from '../submit-import.ts';
import type { testContext } from './test-context.ts';

let organizations = 0;
export const operator = { kind: 'operator' } as const;

type Given = { dryRun?: boolean; everybody?: boolean; hold?: boolean };

/** An organisation that files are read for, and what there is to see of it afterwards. */
export async function aFileOffice(context: Awaited<ReturnType<typeof testContext>>) {
  const { db } = context;
  organizations += 1;
  const created = await createOrganization(context, {
    slug: `files-${organizations}`,
    name: 'Example',
    mailDomains: ['x.example'],
    timeZone: 'Europe/Berlin',
    demo: false,
    administrator: null,
    actor: operator,
  });
  if (created.kind !== 'created') throw new Error(created.kind);
  const { organizationId } = created;
  const submit = async (text: string, { dryRun = false, everybody = true, hold = false }: Given = {}) => {
    const file = await readImportFile({ bytes: Buffer.from(text), today: day('2026-11-02') });
    if (file.kind === 'refused') throw new Error(JSON.stringify(file.troubles));
    const { rows, system, columns } = file;
    return submitImport(context, {
      organizationId,
      actor: operator,
      rows,
      source: 'csv',
      system,
      columns,
      dryRun,
      everybody,
      hold,
    });
  };
  const run = (id: string) => db.inOrganization(organizationId, (tx) => importStore(tx).byId(id));
  return {
    organizationId,
    submit,
    run,
    take: async (text: string, given: Given = {}) => {
      const id = await submit(text, given);
      await carryOutImports(context, { organizationId });
      return { id, ...(await run(id)) };
    },
    approve: (importId: string, leaving: number) =>
      approveImport(context, { organizationId, importId, leaving, actor: operator }),
    rows: (importId: string) =>
      db.inOrganization(organizationId, async (tx) =>
        (await importRowStore(tx).page({ importId, filter: {}, from: null, limit: 100 })).map(
          ({ line, result, workEmail, changes, notes, errors }) =>
            [
              line ?? '–',
              result,
              workEmail ?? '–',
              ...changes,
              ...notes,
              ...errors.map(({ column, detail }) => `${column} ${detail}`),
            ].join(' '),
        ),
      ),
    everything: () => everyRow({ db, organizationId }),
    people: () => db.inOrganization(organizationId, (tx) => peopleStore(tx).all()),
    here: () =>
      db.inOrganization(organizationId, async (tx) =>
        (await peopleStore(tx).all())
          .filter(({ status }) => status === 'active')
          .map(({ workEmail }) => workEmail.split('@')[0] ?? '')
          .toSorted(),
      ),
    managers: () =>
      db.inOrganization(organizationId, async (tx) => {
        const names = new Map((await peopleStore(tx).all()).map(({ id, givenName }) => [id, givenName]));
        const lines = await reportingLineStore(tx).all();
        return lines
          .filter(({ validTo }) => validTo === null)
          .map(({ reportId, managerId }) => `${names.get(reportId)} → ${names.get(managerId) ?? managerId}`)
          .toSorted();
      }),
  };
}

export const headings = 'ID,First name,Last name,Email,Manager ID,Department\n';
/** A line of a file. */
export const someone = (id: string, manager = '', department = 'Sales') =>
  `${id},${id},Ruiz,${id}@x.example,${manager},${department}\n`;
export const file = (...people: readonly string[]) => headings + people.join('');
