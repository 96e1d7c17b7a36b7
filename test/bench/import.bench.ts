import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importPeople } from '@throughline/app/import-people.ts';
import { copyPeople } from '@throughline/db/copy-people.ts';
import { createDatabase, type Database } from '@throughline/db/database.ts';
import { inChunks } from '@throughline/db/in-chunks.ts';
import { migrate } from '@throughline/db/migrate.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { StoredPerson } from '@throughline/db/people-store.ts';
import { person } from '@throughline/db/schema/people.ts';
import { aStoredPerson, anOrganization, uuid } from '@throughline/db/testing/rows.ts';
import { startEmbeddedPostgres } from '@throughline/embedded-postgres/start-embedded-postgres.ts';
import { asSession } from '@throughline/testing/as-session.ts';

const howMany = 100_000;
const mostSeconds = 1.5;
const leastRatio = 6;
/** The whole use case: linear in the people, whatever it costs. Four times as much is a step held against every other. */
const mostSecondsInAll = 20;
const rounds = 3;

/**
 * A hundred thousand people into a real PostgreSQL that flushes what it commits, through the path an import takes,
 * beside the multi-row insert drizzle offers; in turns, into an empty table each time.
 */
export async function run(): Promise<readonly string[]> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'throughline-bench-'));
  const server = await startEmbeddedPostgres({ dataDir });
  await migrate({ ownerUrl: server.ownerUrl });
  const db = createDatabase({ url: server.appUrl, applicationName: 'bench', poolSize: 1 });
  try {
    const adminUrl = Object.assign(new URL(server.adminUrl), { pathname: '/throughline' }).href;
    return await compare({ db, adminUrl });
  } finally {
    await db.close();
    await server.stop();
    await rm(dataDir, { recursive: true });
  }
}

async function compare({ db, adminUrl }: { db: Database; adminUrl: string }): Promise<readonly string[]> {
  const times: Record<'drizzle' | 'ours' | 'again', number[]> = { drizzle: [], ours: [], again: [] };
  for (let round = 0; round < rounds; round += 1) {
    const people = Array.from({ length: howMany }, (_, at) => somebody(at));
    const [theirs, own] = [await anOrganizationIn(db), await anOrganizationIn(db)];
    times.drizzle.push(await timed(() => db.inOrganization(theirs, (tx) => insertInChunks(tx, people))));
    const others = people.map((one) => ({ ...one, id: uuid() }));
    times.ours.push(await timed(() => db.inOrganization(own, (tx) => copyPeople({ tx, people: others }))));
    times.again.push(await timed(() => db.inOrganization(own, (tx) => copyPeople({ tx, people: others }))));
    await mustBeEqual({ adminUrl, theirs, own });
    await asSession(adminUrl, (superuser) => superuser.query('TRUNCATE person CASCADE'));
  }
  const [drizzle, ours, again] = [median(times.drizzle), median(times.ours), median(times.again)];
  const ratio = drizzle / ours;
  console.log(
    `${`${howMany.toLocaleString('en')} people`.padEnd(18)}${`drizzle ${drizzle.toFixed(2)} s`.padStart(18)}${`ours ${ours.toFixed(2)} s`.padStart(14)}${`${ratio.toFixed(1)} times`.padStart(14)}${`unchanged ${again.toFixed(2)} s`.padStart(20)}`,
  );
  const whole = await wholeImport(db);
  console.log(`told apart, with managers and circles: ${whole.toFixed(2)} s`);
  return [
    ...(ours > mostSeconds ? [`took ${ours.toFixed(2)} s, not ${mostSeconds}`] : []),
    ...(ratio < leastRatio ? [`was ${ratio.toFixed(2)} times as fast, not ${leastRatio}`] : []),
    ...(again > mostSeconds ? [`with no change took ${again.toFixed(2)} s, not ${mostSeconds}`] : []),
    ...(whole > mostSecondsInAll ? [`took ${whole.toFixed(2)} s in all, not ${mostSecondsInAll}`] : []),
  ];
}

/** The use case as a file goes through it: who is who, whom they report to, circles, the audit. */
async function wholeImport(db: Database): Promise<number> {
  const organizationId = await anOrganizationIn(db);
  const now = Temporal.Instant.from('2026-11-28T09:00:00Z');
  const clock = { now: () => now, wall: () => now };
  const rows = Array.from({ length: howMany }, (_, at) => ({
    externalId: `E-${at}`,
    givenName: 'Ana',
    familyName: `Ruiz ${at}`,
    workEmail: `ana.ruiz.${at}@example.com`,
    manager: at === 0 ? null : { externalId: `E-${Math.floor((at - 1) / 8)}` },
  }));
  return timed(() =>
    importPeople({ db, clock }, { organizationId, rows, everybody: { unread: [], nobodyMissing: false } }),
  );
}

async function insertInChunks(
  tx: Parameters<Parameters<Database['inOrganization']>[1]>[0],
  people: readonly StoredPerson[],
) {
  for (const chunk of inChunks(people))
    await tx.insert(person).values(chunk.map((one) => ({ ...one, groups: [...one.groups], createdAt: one.updatedAt })));
}

async function anOrganizationIn(db: Database): Promise<string> {
  const organization = anOrganization();
  await db.acrossOrganizations((tx) => organizationStore(tx).insert(organization));
  return organization.id;
}

function somebody(at: number): StoredPerson {
  return aStoredPerson({
    externalId: `E-${at}`,
    givenName: 'Ana',
    familyName: `Ruiz Bergström ${at}`,
    displayName: `Ana Ruiz Bergström ${at}`,
    workEmail: `ana.ruiz.${at}@example.com`,
    timeZone: 'Europe/Berlin',
    country: 'DE',
    groups: ['Engineering', `Team ${at % 500}`],
    level: `L${at % 7}`,
    startDate: Temporal.PlainDate.from('2022-04-01'),
  });
}

/** The same rows, apart from their ids. */
async function mustBeEqual({
  adminUrl,
  theirs,
  own,
}: {
  adminUrl: string;
  theirs: string;
  own: string;
}): Promise<void> {
  const [expected, found] = await asSession(adminUrl, async (superuser) => {
    const fingerprint = async (id: string) => {
      const { rows } = await superuser.query(
        `SELECT count(*)::int AS count, md5(string_agg((to_jsonb(person) - 'id' - 'organization_id')::text, '' ORDER BY work_email)) AS hash
         FROM person WHERE organization_id = $1`,
        [id],
      );
      return JSON.stringify(rows);
    };
    return [await fingerprint(theirs), await fingerprint(own)];
  });
  if (expected !== found || !found.includes(`"count":${howMany}`))
    throw new Error(`The two did not store the same: ${expected} ${found}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1_000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
