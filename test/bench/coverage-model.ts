import type pg from 'pg';
import { grades, type Grade } from '@throughline/domain/conversation/conversation.ts';
import { figures, summarizer, type Figure } from '@throughline/domain/coverage/summary.ts';
import { aPolicy, day } from '@throughline/domain/testing/builders.ts';
import { aCoverageFact } from '@throughline/domain/testing/coverage-builders.ts';
import { seeded } from './seeded.ts';

/** Those that a query over conversations alone can count. */
export const countedFigures = [
  'eligible',
  'current',
  'expected',
  'hasDate',
  'dueWithoutDate',
  'confirmed',
  'claimed',
  'held',
] as const satisfies readonly Figure[];

const asOf = day('2026-11-23');
const policy = aPolicy();

/** Column by column, a row a conversation; the last of each person is open. Days count from the day of the count. */
export type BigOrganisation = {
  readonly managers: Int32Array;
  readonly reportIds: number[];
  readonly sequences: number[];
  readonly grades: (Grade | null)[];
  readonly dueInDays: number[];
  readonly booked: boolean[];
};

/** A tree in which each manager has seven people, numbered in no order. */
export function aBigOrganisation({
  people,
  conversationsEach,
}: {
  people: number;
  conversationsEach: number;
}): BigOrganisation {
  const random = seeded(12);
  const organisation: BigOrganisation = {
    managers: shuffledTree({ people, random }),
    reportIds: [],
    sequences: [],
    grades: [],
    dueInDays: [],
    booked: [],
  };
  for (let person = 0; person < people; person += 1) {
    for (let sequence = 1; sequence <= conversationsEach; sequence += 1) {
      const isOpen = sequence === conversationsEach;
      organisation.reportIds.push(person);
      organisation.sequences.push(sequence);
      organisation.grades.push(isOpen ? null : (grades[Math.floor(random() * grades.length)] ?? 'none'));
      organisation.dueInDays.push(Math.floor(random() * 220) - 40);
      organisation.booked.push(isOpen && random() < 0.6);
    }
  }
  return organisation;
}

/** What each person adds, by the definition everything else goes by. */
export function columnsOf(organisation: BigOrganisation): readonly Int32Array[] {
  const summaryOf = summarizer({ asOf, policy });
  const columns = countedFigures.map(() => new Int32Array(organisation.managers.length));
  const places = countedFigures.map((figure) => figures.indexOf(figure));
  const days = Array.from({ length: 180 }, (_, index) => asOf.add({ days: index - 40 }));
  const each = organisation.reportIds.length / organisation.managers.length;
  for (let person = 0; person < organisation.managers.length; person += 1) {
    const open = person * each + each - 1;
    const past = organisation.grades.slice(person * each, open).filter((grade) => grade !== null);
    const everHeld = past.some((grade) => grade !== 'claimed' && grade !== 'none');
    const summary = summaryOf(
      aCoverageFact({
        eligibility: everHeld ? { eligible: true } : { eligible: false, because: 'first_not_due_yet' },
        dueOn: days[organisation.dueInDays[open]! + 40] ?? asOf.add({ days: organisation.dueInDays[open]! }),
        upcoming: organisation.booked[open] === true ? { leadDays: 30, leadTimeKept: true } : null,
        last: { grade: past.at(-1) ?? 'none', proactive: false },
      }),
    );
    for (const [at, place] of places.entries()) columns[at]![person] = summary[place]!;
  }
  return columns;
}

/** As many figures as are counted, of a million, without the conversations behind them. */
export function randomColumns({ people }: { people: number }): {
  managers: Int32Array;
  columns: readonly Int32Array[];
} {
  const random = seeded(3);
  const columns = countedFigures.map(() => Int32Array.from({ length: people }, () => (random() < 0.5 ? 1 : 0)));
  return { managers: shuffledTree({ people, random }), columns };
}

export async function storeOrganisation({
  client,
  organisation,
}: {
  client: pg.Client;
  organisation: BigOrganisation;
}): Promise<void> {
  const { managers, reportIds, sequences, grades: known, dueInDays, booked } = organisation;
  await client.query(`
    CREATE TEMP TABLE person (id int PRIMARY KEY, manager_id int);
    CREATE TEMP TABLE conversation (report_id int, sequence int, grade text, due_on date, booked boolean)`);
  await client.query(
    'INSERT INTO person SELECT id, nullif(manager_id, -1) FROM unnest($1::int[], $2::int[]) AS t(id, manager_id)',
    [Array.from(managers.keys()), Array.from(managers)],
  );
  await client.query(
    `INSERT INTO conversation SELECT report_id, sequence, grade, DATE '${asOf.toString()}' + due_in, booked
     FROM unnest($1::int[], $2::int[], $3::text[], $4::int[], $5::boolean[]) AS t(report_id, sequence, grade, due_in, booked)`,
    [reportIds, sequences, known, dueInDays, booked],
  );
  await client.query(
    'CREATE INDEX ON person (manager_id); CREATE INDEX ON conversation (report_id, sequence); ANALYZE',
  );
}

/** Everybody's totals with everyone below, by person: added up per person, then to everybody above in one recursion. */
export async function totalsInSql(client: pg.Client): Promise<ReadonlyMap<number, readonly number[]>> {
  const today = `DATE '${asOf.toString()}'`;
  const { rows } = await client.query<{ id: number; totals: number[] }>(`
    WITH RECURSIVE summary AS MATERIALIZED (
      SELECT report_id, held_once::int AS eligible, (held_once AND due_on >= ${today})::int AS current,
        (due_on <= ${today} + ${policy.rules.planningHorizonDays})::int AS expected,
        (due_on <= ${today} + ${policy.rules.planningHorizonDays} AND booked)::int AS dated,
        (due_on <= ${today} + ${policy.rules.mondayMailHorizonDays} AND NOT booked)::int AS undated,
        (last IN ('confirmed', 'confirmed_by_both'))::int AS confirmed, (last = 'claimed')::int AS claimed,
        (last NOT IN ('claimed', 'none'))::int AS held
      FROM (
        SELECT report_id, bool_or(grade NOT IN ('claimed', 'none')) AS held_once,
          max(due_on) FILTER (WHERE grade IS NULL) AS due_on, bool_or(booked) FILTER (WHERE grade IS NULL) AS booked,
          (array_agg(grade ORDER BY sequence DESC) FILTER (WHERE grade IS NOT NULL))[1] AS last
        FROM conversation GROUP BY report_id) c
    ), above AS (
      SELECT id, id AS leader, manager_id FROM person
      UNION ALL SELECT above.id, p.id, p.manager_id FROM above JOIN person p ON p.id = above.manager_id
    )
    SELECT leader AS id, ARRAY[sum(eligible), sum(current), sum(expected), sum(dated), sum(undated), sum(confirmed),
      sum(claimed), sum(held)]::int[] AS totals
    FROM above JOIN summary ON summary.report_id = above.id GROUP BY leader`);
  return new Map(rows.map(({ id, totals }) => [id, totals]));
}

function shuffledTree({ people, random }: { people: number; random: () => number }): Int32Array {
  const numberAt = Int32Array.from({ length: people }, (_, place) => place);
  for (let place = people - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    [numberAt[place], numberAt[other]] = [numberAt[other]!, numberAt[place]!];
  }
  const managers = new Int32Array(people);
  for (let place = 0; place < people; place += 1) {
    managers[numberAt[place]!] = place === 0 ? -1 : numberAt[Math.floor((place - 1) / 7)]!;
  }
  return managers;
}
