import { countCoverage } from '@throughline/app/publish-coverage.ts';
import { conversationSummaryStore } from '@throughline/db/conversation-summary-store.ts';
import { createDatabase } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { anOrganization, uuid } from '@throughline/db/testing/rows.ts';
import { aPolicy } from '@throughline/domain/testing/builders.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { startTestCluster } from '@throughline/testing/test-cluster.ts';

const people = 10_000;
const conversationsEach = 8;
const changedSince = 200;
const leastRatio = 2;
const rounds = 7;

/**
 * What an organisation's conversations are in short, from the summary and its log beside a recount of all of them, and
 * the whole count of a week around it; on PostgreSQL, through the paths services take.
 */
export async function run(): Promise<readonly string[]> {
  const cluster = await startTestCluster();
  try {
    const within = (url: string) => Object.assign(new URL(url), { pathname: '/bench' }).href;
    await asSession(cluster.urls.adminUrl.replace(/\/throughline$/, '/postgres'), (client) =>
      client.query('CREATE DATABASE bench TEMPLATE throughline OWNER throughline_owner'),
    );
    return await compare({ appUrl: within(cluster.urls.appUrl), adminUrl: within(cluster.urls.adminUrl) });
  } finally {
    await cluster.remove();
  }
}

async function compare({ appUrl, adminUrl }: { appUrl: string; adminUrl: string }): Promise<readonly string[]> {
  const db = createDatabase({ url: appUrl, applicationName: 'bench', poolSize: 1 });
  try {
    const organization = anOrganization();
    const policy = aPolicy({ id: uuid() });
    const organizationId = organization.id;
    await db.inOrganization(organizationId, async (tx) => {
      await organizationStore(tx).insert(organization);
      await policyStore(tx).publish({ policy, note: null, now: organization.createdAt });
    });
    const writing = await timed(() => store({ adminUrl, organizationId, policyId: policy.id }));
    const inside = <T>(work: (store: ReturnType<typeof conversationSummaryStore>) => Promise<T>) =>
      db.inOrganization(organizationId, (tx) => work(conversationSummaryStore(tx)));
    const summedUp = await timed(() => inside((summaries) => summaries.sumUp()));
    await asSession(adminUrl, (client) => client.query('VACUUM ANALYZE'));
    const again = await timed(async () => {
      await change({ adminUrl, organizationId });
      await inside((summaries) => summaries.sumUp());
    });
    await change({ adminUrl, organizationId });
    const recount = await median(() => inside((summaries) => summaries.recount()));
    const kept = await median(() => inside((summaries) => summaries.all()));
    const now = Temporal.Instant.from('2030-06-03T08:00:00Z');
    const asOf = Temporal.PlainDate.from('2030-06-03');
    const week = await median(() =>
      db.inOrganization(organizationId, (tx) => countCoverage({ tx, organizationId, asOf, now })),
    );
    const ratio = recount / kept;
    console.log(`${people} people, ${conversationsEach} conversations each, ${changedSince} changed since`);
    console.log(`writing all of them with the log     ${writing.toFixed(0)} ms`);
    console.log(`summing all up, ${changedSince} up           ${summedUp.toFixed(0)} ms, ${again.toFixed(0)} ms`);
    console.log(
      `conversations in short               recount ${recount.toFixed(0)} ms   summary ${kept.toFixed(0)} ms   ${ratio.toFixed(1)} times`,
    );
    console.log(`a whole week, all units              ${week.toFixed(0)} ms`);
    return ratio < leastRatio ? [`was ${ratio.toFixed(1)} times as fast, not ${leastRatio}`] : [];
  } finally {
    await db.close();
  }
}

/** A tree of ten below each, everybody with conversations held every half year and one that is open. */
function store({
  adminUrl,
  organizationId,
  policyId,
}: {
  adminUrl: string;
  organizationId: string;
  policyId: string;
}): Promise<void> {
  return asSession(adminUrl, async (client) => {
    await client.query(`SELECT set_config('throughline.organization_id', '${organizationId}', false)`);
    await client.query(`
      CREATE TEMPORARY TABLE someone AS SELECT at, uuidv7() AS id FROM generate_series(0, ${people - 1}) AS at;
      CREATE INDEX ON someone (at);
      INSERT INTO person (id, given_name, family_name, display_name, work_email, time_zone, groups, status, created_at, updated_at)
        SELECT id, 'P', at::text, 'P ' || at, at || '@example.com', 'Europe/Berlin', ARRAY['Team ' || at % 40], 'active', now(), now()
        FROM someone;
      INSERT INTO reporting_line (report_id, manager_id, valid_from)
        SELECT r.id, m.id, '2020-01-01' FROM someone r JOIN someone m ON m.at = (r.at - 1) / 10 WHERE r.at > 0;
      INSERT INTO conversation (report_id, policy_id, sequence, state, due_on, due_why, explanation, opened_at, updated_at,
          closed_at, held_on, grade, starts_at, ends_at, booked_at)
        SELECT id, '${policyId}', n, CASE WHEN n < ${conversationsEach} THEN 'held' ELSE 'booked' END,
          date '2026-12-01' + n * 180 + at % 90, '["180 days after the last."]', '[]', now(), now(),
          CASE WHEN n < ${conversationsEach} THEN now() END,
          CASE WHEN n < ${conversationsEach} THEN date '2026-12-01' + n * 180 + at % 90 - 7 END,
          CASE WHEN n < ${conversationsEach} THEN 'confirmed' END,
          date '2026-12-01' + n * 180 + at % 90 - 7, date '2026-12-01' + n * 180 + at % 90 - 6,
          date '2026-12-01' + n * 180 + at % 90 - 40
        FROM someone, generate_series(1, ${conversationsEach}) AS n;`);
  });
}

function change({ adminUrl, organizationId }: { adminUrl: string; organizationId: string }): Promise<void> {
  return asSession(adminUrl, async (client) => {
    await client.query(`SELECT set_config('throughline.organization_id', '${organizationId}', false)`);
    await client.query(`
      UPDATE conversation SET manager_moves = manager_moves + 1
      WHERE id IN (SELECT id FROM conversation WHERE closed_at IS NULL ORDER BY id LIMIT ${changedSince})`);
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await timed(work));
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}
