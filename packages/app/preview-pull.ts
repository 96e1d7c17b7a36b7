import { hrSourceStore } from '@throughline/db/hr-source-store.ts';
import { isMassLeaving } from '@throughline/domain/people/mass-leaving.ts';
import type { AppContext } from './context.ts';
import { loadPull } from './load-pull.ts';
import { organizationToday } from './organization-today.ts';
import { planPull } from './plan-pull.ts';
import { HrSystemError } from './ports/hr-system-error.ts';
import { readHrSource } from './read-hr-source.ts';

export type PullPreview =
  | {
      readonly kind: 'read';
      readonly people: number;
      /** Nobody here yet. */
      readonly joining: number;
      readonly leaving: number;
      readonly present: number;
      readonly unusable: number;
      /** So many would leave that a pull changes nothing until somebody says that it is right. */
      readonly asksFirst: boolean;
    }
  | { readonly kind: 'failed'; readonly problem: string };

/** Reads all an HR system says, and what it would mean here. Nothing is stored. */
export async function previewPull(
  context: Pick<AppContext, 'db' | 'clock' | 'hrSystems' | 'keyring'>,
  { organizationId, name }: { organizationId: string; name: string },
): Promise<PullPreview | null> {
  const { db, clock } = context;
  const now = clock.now();
  const { source, today } = await db.inOrganization(organizationId, async (tx) => ({
    source: await hrSourceStore(tx).byName(name),
    today: await organizationToday({ tx, organizationId, now }),
  }));
  if (source === null) return null;
  try {
    const pulled = await readHrSource(context, { source, today });
    const known = await db.inOrganization(organizationId, (tx) => loadPull({ tx, source, pulled }));
    const { rows, leaving, present, unusable } = planPull({ source, pulled, today, known });
    const joining = rows.filter(({ employee }) => employee.personId === undefined).length;
    const asksFirst = isMassLeaving({ leaving, present });
    return { kind: 'read', people: pulled.rows.length, joining, leaving, present, unusable, asksFirst };
  } catch (error) {
    if (error instanceof HrSystemError) return { kind: 'failed', problem: error.message };
    throw error;
  }
}
