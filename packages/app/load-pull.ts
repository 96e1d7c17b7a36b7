import type { Transaction } from '@throughline/db/database.ts';
import { hrSourceStore, type SourceLink, type StoredHrSource } from '@throughline/db/hr-source-store.ts';
import { peopleStore, type StoredLeave, type StoredPerson } from '@throughline/db/people-store.ts';
import type { Pulled } from './read-hr-source.ts';

/** What is known here of everybody a pull is about. */
export type KnownToPull = {
  /** Whom this source named before. */
  readonly links: readonly SourceLink[];
  readonly known: readonly StoredPerson[];
  /** By person, what other sources say of them, and where those stand. */
  readonly others: ReadonlyMap<string, readonly (SourceLink & { readonly precedence: number })[]>;
  /** Of whom a directory says whether they are here. */
  readonly inDirectory: ReadonlySet<string>;
  /** By person; empty where the source is not asked for days off. */
  readonly leaves: ReadonlyMap<string, readonly StoredLeave[]>;
};

/** Reads it while nobody else changes people. */
export async function loadPull({
  tx,
  source: { id: sourceId, idPrefix },
  pulled: { rows, absences },
}: {
  tx: Transaction;
  source: StoredHrSource;
  pulled: Pulled;
}): Promise<KnownToPull> {
  const sources = hrSourceStore(tx);
  const people = peopleStore(tx);
  const links = await sources.linksOf(sourceId);
  const known = await people.known({
    ids: links.map(({ personId }) => personId),
    externalIds: rows.map((row) => `${idPrefix}${row.sourceId}`),
    emails: rows.flatMap((row) => ('unusable' in row ? [] : [row.workEmail])),
  });
  const ids = known.map(({ id }) => id);
  const ranks = new Map((await sources.all()).map(({ id, precedence }) => [id, precedence]));
  const others = (await sources.linksOfPeople(ids)).flatMap((link) => {
    const precedence = ranks.get(link.sourceId);
    return link.sourceId === sourceId || precedence === undefined ? [] : [{ ...link, precedence }];
  });
  const leaves = absences === null ? [] : await people.statedLeavesOf(ids);
  return {
    links,
    known,
    others: Map.groupBy(others, ({ personId }) => personId),
    inDirectory: await sources.inDirectory(ids),
    leaves: Map.groupBy(leaves, ({ personId }) => personId),
  };
}
