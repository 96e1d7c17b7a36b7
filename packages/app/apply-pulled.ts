import type { AuditActor } from '@throughline/db/audit-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { hrSourceStore, type StoredHrSource } from '@throughline/db/hr-source-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { PullCounts } from '@throughline/db/schema/hr-source.ts';
import { isMassLeaving } from '@throughline/domain/people/mass-leaving.ts';
import type { AppContext } from './context.ts';
import { importPeople } from './import-people.ts';
import { loadPull } from './load-pull.ts';
import { planPull } from './plan-pull.ts';
import type { Pulled } from './read-hr-source.ts';
import { removeEmployee } from './remove-employee.ts';

export type AppliedPull =
  | { readonly kind: 'applied'; readonly counts: PullCounts }
  /** Nothing was changed: more than a tenth would leave. */
  | { readonly kind: 'many_leaving'; readonly leaving: number; readonly present: number };

/** What a source said, brought about: a whole list, in which whoever is missing has left. In the caller's transaction. */
export async function applyPulled(
  context: Pick<AppContext, 'db' | 'clock' | 'queue'>,
  {
    tx,
    source,
    pulled,
    today,
    mayLeave,
    actor,
  }: {
    tx: Transaction;
    source: StoredHrSource;
    pulled: Pulled;
    today: Temporal.PlainDate;
    /** As many may leave as somebody has said is right. */
    mayLeave: number;
    actor: AuditActor;
  },
): Promise<AppliedPull> {
  const { organizationId, id: sourceId } = source;
  await peopleStore(tx).lockForImport();
  const plan = planPull({ source, pulled, today, known: await loadPull({ tx, source, pulled }) });
  const { leaving, present } = plan;
  if (isMassLeaving({ leaving, present }) && leaving > mayLeave) return { kind: 'many_leaving', leaving, present };

  const rows = plan.rows.map(({ employee }) => employee);
  const { rows: results } = await importPeople(context, { organizationId, rows, actor });
  const sources = hrSourceStore(tx);
  await sources.removeLinks({ sourceId, personIds: plan.elsewhere });
  await sources.putLinks(
    plan.rows.flatMap(({ sourcePersonId, fields }, index) => {
      const result = results[index];
      if (result === undefined || result.kind === 'refused') return [];
      return [{ sourceId, personId: result.personId, sourcePersonId, fields: [...fields] }];
    }),
  );
  for (const personId of plan.gone) await removeEmployee(context, { organizationId, personId, actor });

  const count = (kind: (typeof results)[number]['kind']) => results.filter((result) => result.kind === kind).length;
  const counts = {
    people: pulled.rows.length,
    created: count('created'),
    updated: count('updated'),
    refused: count('refused'),
    unusable: plan.unusable,
    left: leaving,
  };
  return { kind: 'applied', counts };
}
