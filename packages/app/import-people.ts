import { randomUUIDv7 } from 'node:crypto';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { directoryGroupStore } from '@throughline/db/directory-group-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { presentPeopleStore } from '@throughline/db/present-people-store.ts';
import { awaitedExternalId, reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { missingPeople } from '@throughline/domain/people/import/missing-people.ts';
import type { AboutWhom } from '@throughline/domain/people/import/stated-row.ts';
import { hasLeft } from '@throughline/domain/people/person.ts';
import { linesOn } from '@throughline/domain/people/reporting-line.ts';
import { findCycles } from '@throughline/domain/people/reporting-trouble.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';
import type { EmployeeRow, ImportedPeople, RowDetail, RowResult } from './employee-row.ts';
import { importLeaves } from './import-leaves.ts';
import { importReportingLines } from './import-reporting-lines.ts';
import { matchPeople, type MatchedPerson } from './match-people.ts';

/**
 * Takes in what HR knows: people, who reports to whom since when, and leave. Somebody is known by external id, or by
 * work address where they have none yet; a manager may come in a later row or a later import. A row that cannot be
 * taken says why and holds up no other. The same rows again change nothing. With `everybody` the rows are all there are:
 * whoever is missing has left. That something changed is on record: how many rows, never which values.
 */
export async function importPeople(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    rows,
    everybody = null,
    actor = { kind: 'throughline' },
  }: {
    organizationId: string;
    rows: readonly EmployeeRow[];
    /** Whom rows were about that could not be read: they are not missing. */
    everybody?: { readonly unread: readonly AboutWhom[]; readonly nobodyMissing: boolean } | null;
    actor?: AuditActor;
  },
): Promise<ImportedPeople> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (!organization) throw new Error(`There is no organisation ${organizationId}.`);
    const today = localDateOf({ instant: now, timeZone: organization.timeZone });
    const people = peopleStore(tx);
    await people.lockForImport();
    const present = everybody === null ? [] : await presentPeopleStore(tx).on(today);

    const matches = await matched({ tx, rows, now });
    const written = matches.flatMap((match) =>
      match.kind === 'created' || match.kind === 'updated' ? [match.person] : [],
    );
    await people.put(written);
    const taken = matches.flatMap((match, index) => {
      const row = rows[index];
      return match.kind === 'refused' || !row ? [] : [{ row, person: match.person }];
    });
    const { relined, unknown } = await importReportingLines({ tx, taken, today });
    // Whoever was just written bears this moment already.
    await people.touch({ ids: [...relined.difference(new Set(written.map(({ id }) => id)))], now });
    await importLeaves({ tx, taken });
    const missing =
      everybody === null || everybody.nobodyMissing
        ? []
        : missingPeople({
            present,
            stated: [...rows, ...everybody.unread],
            taken: new Set(taken.map(({ person }) => person.id)),
          });
    await people.removeAll({ ids: missing, now });

    const lines = await reportingLineStore(tx).all();
    const awaited = [...linesOn({ lines, on: today }).values()].flatMap(
      (line) => awaitedExternalId(line.managerId) ?? [],
    );
    const results = matches.map((match) => resultOf({ match, relined }));
    await putOnRecord({ tx, organizationId, actor, now, results, left: missing.length });
    return {
      rows: results,
      details: matches.map((match) => detailOf({ match, relined, unknown, today })),
      missing,
      present: present.length,
      awaitedManagers: [...new Set(awaited)].toSorted(),
      cycles: findCycles({ lines, on: today }),
    };
  });
}

async function matched({ tx, rows, now }: { tx: Transaction; rows: readonly EmployeeRow[]; now: Temporal.Instant }) {
  const people = peopleStore(tx);
  const known = await people.known({
    ids: rows.flatMap((row) => row.personId ?? []),
    externalIds: rows.flatMap((row) => row.externalId ?? []),
    emails: rows.map((row) => row.workEmail.toLowerCase()),
  });
  const ids = known.map(({ id }) => id);
  const groupsByDirectory = await directoryGroupStore(tx).statedNames(ids);
  const takenOut = await people.takenOut(ids);
  return matchPeople({ rows, known, groupsByDirectory, takenOut, newId: randomUUIDv7, now });
}

/** Somebody who only has another manager now has changed too. */
function resultOf({ match, relined }: { match: MatchedPerson; relined: ReadonlySet<string> }): RowResult {
  if (match.kind === 'refused') return match;
  const { id: personId } = match.person;
  return { kind: match.kind === 'unchanged' && relined.has(personId) ? 'updated' : match.kind, personId };
}

function detailOf({
  match,
  relined,
  unknown,
  today,
}: {
  match: MatchedPerson;
  relined: ReadonlySet<string>;
  unknown: ReadonlySet<string>;
  today: Temporal.PlainDate;
}): RowDetail {
  if (match.kind === 'refused') return { changes: [], leaves: false, managerUnknown: false };
  const { id } = match.person;
  const isUpdated = match.kind === 'updated';
  const facts = isUpdated ? match.changes : [];
  return {
    changes: match.kind !== 'created' && relined.has(id) ? [...facts, 'manager'] : facts,
    leaves: isUpdated && !hasLeft({ person: match.before, on: today }) && hasLeft({ person: match.person, on: today }),
    managerUnknown: unknown.has(id),
  };
}

async function putOnRecord({
  tx,
  organizationId,
  actor,
  now,
  results,
  left,
}: {
  tx: Transaction;
  organizationId: string;
  actor: AuditActor;
  now: Temporal.Instant;
  results: readonly RowResult[];
  left: number;
}): Promise<void> {
  const count = (kind: RowResult['kind']) => results.filter((result) => result.kind === kind).length;
  const [created, updated, refused] = [count('created'), count('updated'), count('refused')];
  if (created + updated + left === 0) return;
  const [only, ...others] = results;
  const subject =
    only !== undefined && only.kind !== 'refused' && others.length === 0 && left === 0
      ? { subjectKind: 'person', subjectId: only.personId }
      : { subjectKind: 'organization', subjectId: organizationId };
  const details = { created, updated, refused, ...(left > 0 ? { left } : {}) };
  await auditStore(tx).append({ at: now, entry: { actor, action: 'people.imported', ...subject, details } });
}
