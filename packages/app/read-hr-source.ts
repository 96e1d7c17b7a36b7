import type { AppContext } from './context.ts';
import { accessOf } from './hr-source-access.ts';
import type { DayRange, PulledAbsence, PulledRow } from './ports/hr-system.ts';
import type { StoredHrSource } from '@throughline/db/hr-source-store.ts';

/** All a source says at one time. */
export type Pulled = {
  /** One for each of its ids, whoever is there before whoever has left. */
  readonly rows: readonly PulledRow[];
  /** By its ids; null where it is not asked. */
  readonly absences: ReadonlyMap<string, readonly PulledAbsence[]> | null;
  readonly days: DayRange;
};

/** Days before and after today whose absences are asked for: what shifts due dates, and what is planned around. */
const around = { years: 1 } as const;

/** Asks a source for everything, before any of it is acted on. Throws a HrSystemError where it does not say all. */
export async function readHrSource(
  { hrSystems, keyring }: Pick<AppContext, 'hrSystems' | 'keyring'>,
  { source, today }: { source: StoredHrSource; today: Temporal.PlainDate },
): Promise<Pulled> {
  const system = hrSystems.open(accessOf({ keyring, source }));
  const byId = new Map<string, PulledRow>();
  for await (const page of system.people()) {
    for (const row of page) if (!byId.has(row.sourceId)) byId.set(row.sourceId, row);
  }
  const rows = [...byId.values()].toSorted((a, b) => Number(hasGone(a)) - Number(hasGone(b)));
  const days = { from: today.subtract(around), to: today.add(around) };
  if (system.absences === null) return { rows, absences: null, days };
  const absences = (await Array.fromAsync(system.absences(days))).flat();
  return { rows, absences: Map.groupBy(absences, ({ sourceId }) => sourceId), days };
}

const hasGone = (row: PulledRow): boolean => !('unusable' in row) && row.status === 'inactive';
