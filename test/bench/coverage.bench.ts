import { depthFirst, inOrder, treeTotals } from '@throughline/domain/coverage/tree-totals.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { startTestCluster } from '@throughline/testing/test-cluster.ts';
import {
  aBigOrganisation,
  columnsOf,
  countedFigures,
  randomColumns,
  storeOrganisation,
  totalsInSql,
} from './coverage-model.ts';

const people = 100_000;
const mostMilliseconds = 15;
const leastRatio = 50;
const mostMillisecondsOfMillion = 150;
const rounds = 15;

/**
 * Coverage of everybody with everyone below: our pass over what each person adds, beside one recursive query on
 * PostgreSQL that adds the conversations up per person first. Both know the tree already, and both answers are compared.
 */
export async function run(): Promise<readonly string[]> {
  const organisation = aBigOrganisation({ people, conversationsEach: 8 });
  const from = performance.now();
  const byPerson = columnsOf(organisation);
  const summarised = performance.now() - from;
  const tree = depthFirst(organisation.managers);
  const columns = byPerson.map((column) => inOrder({ tree, column }));
  const ours = median(Array.from({ length: rounds }, () => timed(() => treeTotals({ tree, columns }))));

  const cluster = await startTestCluster();
  let theirs: number;
  try {
    const url = Object.assign(new URL(cluster.urls.adminUrl), { pathname: '/postgres' }).href;
    theirs = await asSession(url, async (client) => {
      await storeOrganisation({ client, organisation });
      const times: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        const begun = performance.now();
        const rows = await totalsInSql(client);
        times.push(performance.now() - begun);
        if (round === 0) compare({ rows, totals: treeTotals({ tree, columns }), order: tree.order });
      }
      return median(times);
    });
  } finally {
    await cluster.remove();
  }

  const million = randomColumns({ people: 1_000_000 });
  const bigTree = depthFirst(million.managers);
  const bigColumns = million.columns.map((column) => inOrder({ tree: bigTree, column }));
  const ofMillion = median(
    Array.from({ length: 5 }, () => timed(() => treeTotals({ tree: bigTree, columns: bigColumns }))),
  );
  console.log(`what each of ${people} adds, from 8 conversations each   ${summarised.toFixed(0)} ms, once`);
  console.log(
    `every unit of ${people}                     ours ${ours.toFixed(2)} ms   recursive query ${theirs.toFixed(0)} ms   ${(theirs / ours).toFixed(0)} times`,
  );
  console.log(`every unit of 1,000,000                   ours ${ofMillion.toFixed(1)} ms`);
  return [
    ...(ours > mostMilliseconds ? [`every unit of ${people} took ${ours.toFixed(1)} ms, not ${mostMilliseconds}`] : []),
    ...(theirs / ours < leastRatio
      ? [`only ${(theirs / ours).toFixed(0)} times a recursive query, not ${leastRatio}`]
      : []),
    ...(ofMillion > mostMillisecondsOfMillion
      ? [`every unit of a million took ${ofMillion.toFixed(0)} ms, not ${mostMillisecondsOfMillion}`]
      : []),
  ];
}

function compare({
  rows,
  totals,
  order,
}: {
  rows: ReadonlyMap<number, readonly number[]>;
  totals: readonly Int32Array[];
  order: Int32Array;
}): void {
  if (rows.size !== order.length) throw new Error(`${rows.size} units in SQL, ${order.length} in the tree`);
  for (const [position, person] of order.entries()) {
    const counted = totals.map((column) => column[position]);
    if (rows.get(person)?.join() !== counted.join())
      throw new Error(
        `${person}: SQL says ${rows.get(person)?.join()} of ${countedFigures.join()}, the pass ${counted.join()}`,
      );
  }
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
