import { importPeople } from '@throughline/app/import-people.ts';
import { liftExemption } from '@throughline/app/lift-exemption.ts';
import { listExemptions } from '@throughline/app/list-exemptions.ts';
import { stateExemption } from '@throughline/app/state-exemption.ts';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { absenceStore } from '@throughline/db/absence-store.ts';
import { expect, test } from 'vitest';
import { anOffice } from '../../testing/an-office.ts';
import { apiCaller } from '../../testing/api-caller.ts';
import { apiContext } from '../../testing/api-context.ts';

const { app, context } = await apiContext();
const { db, clock } = context;
const [startsOn, endsOn] = ['2027-02-01', '2027-03-12'].map((date) => Temporal.PlainDate.from(date)) as [
  Temporal.PlainDate,
  Temporal.PlainDate,
];

/** An office where Ana is away by HR's file, or on hold, and a key with every scope. */
async function anOfficeWith(absence: 'leave' | 'hold') {
  const office = await anOffice({ context });
  const { organizationId, report, people } = office;
  const api = apiCaller({ app, key: (await office.keyWith(...apiScopes)).key });
  let exemptionId = '';
  if (absence === 'leave') {
    const { givenName, familyName, workEmail } = report;
    const leaves = [{ externalId: null, startsOn, endsOn }];
    await importPeople(context, {
      organizationId,
      rows: [{ externalId: null, givenName, familyName, workEmail, leaves }],
    });
  } else {
    const stated = await stateExemption(context, {
      organizationId,
      person: report,
      author: people.hr,
      category: 'hold',
      startsOn,
      endsOn,
      actor: { kind: 'person', id: people.hr.id },
    });
    if (stated.kind === 'refused') throw new Error(stated.reason);
    exemptionId = stated.id;
  }
  const listed = async (query = '') => (await api('GET', `/v1/time_off${query}`)).body.results;
  const holds = async () => (await listExemptions(context, { organizationId })).exemptions;
  const leaves = () => db.inOrganization(organizationId, (tx) => absenceStore(tx).leavesOf([report.id]));
  return { ...office, api, exemptionId, listed, holds, leaves };
}

test('a hold is no exemption to any key: not listed, found, renewed or lifted, and none can be stated', async () => {
  const { api, exemptionId, report, people, holds } = await anOfficeWith('hold');
  const before = await holds();
  expect((await api('GET', '/v1/exemptions')).body.results).toEqual([]);
  expect((await api('GET', `/v1/exemptions?employee=${report.id}`)).body.results).toEqual([]);
  expect((await api('GET', '/v1/exemptions?category=hold')).status).toBe(400);
  const path = `/v1/exemptions/${exemptionId}`;
  expect((await api('GET', path)).status).toBe(404);
  expect((await api('PATCH', path, { end_date: '2027-02-20' })).status).toBe(404);
  expect((await api('DELETE', path)).status).toBe(404);
  const stated = { employee: report.id, author: people.hr.id, end_date: '2027-03-01' };
  expect((await api('POST', '/v1/exemptions', { ...stated, category: 'hold' })).status).toBe(400);
  // Whoever states an exemption learns of no other.
  expect((await api('POST', '/v1/exemptions', { ...stated, category: 'other' })).status).toBe(201);
  expect((await holds()).filter(({ category }) => category === 'hold')).toEqual(before);
});

test('what is on record about a hold is in the export, and not where a key reads', async () => {
  const { api, people, organizationId, exemptionId, listed } = await anOfficeWith('hold');
  const [hold] = await listed();
  const shown = await api('POST', '/v1/exemptions', {
    employee: people.leader.id,
    author: people.hr.id,
    category: 'other',
    end_date: '2027-03-01',
  });
  await api('DELETE', `/v1/time_off/${hold.id}`);
  await liftExemption(context, { organizationId, id: exemptionId, actor: { kind: 'operator' } });
  const { results } = (await api('GET', '/v1/audit_events?page_size=100')).body;
  const aboutExemptions = results.filter((one: { subject_kind: string }) => one.subject_kind === 'exemption');
  expect(aboutExemptions).toMatchObject([{ action: 'exemption.stated', subject: shown.body.id }]);
  expect(JSON.stringify(results)).not.toContain(exemptionId);
});

type Step = readonly [what: string, ask: (office: Awaited<ReturnType<typeof anOfficeWith>>) => Promise<unknown>];
const row = async ({ listed, report }: Parameters<Step[1]>[0]) => (await listed(`?employee=${report.id}`))[0];
const stateAgain: Step = [
  'stating leave from the same day on',
  async ({ api, report }) =>
    api('POST', '/v1/time_off', { employee: report.id, start_date: '2027-02-01', end_date: '2027-02-10' }),
];
const takeBack: Step = [
  'taking it back',
  async (office) => {
    const { id } = await row(office);
    const first = await office.api('DELETE', `/v1/time_off/${id}`);
    return [first, await office.api('DELETE', `/v1/time_off/${id}`)];
  },
];
const look: Step = [
  'looking',
  async ({ api, report }) => [
    await api('GET', '/v1/time_off'),
    await api('GET', `/v1/time_off?employee=${report.id}&ends_after=2027-03-12`),
    await api('GET', `/v1/employees/${report.id}`),
    await api('GET', '/v1/exemptions'),
    await api('GET', '/v1/audit_events'),
    await api('GET', '/v1/conversations'),
  ],
];

test.each([
  { title: 'looked at', steps: [look] },
  { title: 'taken back', steps: [takeBack, look] },
  { title: 'stated again', steps: [stateAgain, look] },
])('to a key a hold that is $title is leave that is, answer by answer', async ({ steps }) => {
  const transcripts = [];
  for (const absence of ['leave', 'hold'] as const) {
    const office = await anOfficeWith(absence);
    const said = [];
    for (const [what, ask] of steps) said.push([what, await ask(office)]);
    transcripts.push(anonymous(said, office.domain));
  }
  expect(transcripts[1]).toBe(transcripts[0]);
  expect(transcripts[0]).toContain('looking');
});

/** Ids, moments and addresses of two offices differ; which of them are the same does not. */
function anonymous(said: unknown, domain: string): string {
  const names = new Map<string, string>();
  const nameOf = (id: string) => names.get(id) ?? names.set(id, `<${names.size}>`).get(id)!;
  // An ETag is made of a body with its ids; the body is compared.
  const body = JSON.stringify(said, (key, value) =>
    /^(etag|date|ratelimit.*|content-length)$/.test(key) ? undefined : value,
  );
  return body
    .replaceAll(domain, 'office.example')
    .replaceAll(/\{[^{}]*"action":"people\.imported"[^{}]*(\{[^{}]*\})?[^{}]*\},?/g, '')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, nameOf);
}

test('no key lifts a hold: taken back as leave it stands, and is listed again the next day under another name', async () => {
  const { api, listed, holds, leaves, report } = await anOfficeWith('hold');
  const [before] = await listed();
  const standing = await leaves();
  expect((await api('DELETE', `/v1/time_off/${before.id}`)).status).toBe(204);
  expect(await listed()).toEqual([]);
  expect(await holds()).toMatchObject([{ category: 'hold', personId: report.id, endsOn }]);
  expect(await leaves()).toEqual(standing);
  clock.advanceBy({ hours: 24 });
  const [after] = await listed();
  expect(after).toEqual({ ...before, id: after.id });
  expect(after.id).not.toBe(before.id);
  clock.advanceBy({ hours: -24 });
});

test('leave stated over a hold and taken back again leaves the hold as it was', async () => {
  const { api, listed, leaves, report } = await anOfficeWith('hold');
  const standing = await leaves();
  const [before] = await listed();
  const stated = await api('POST', '/v1/time_off', {
    employee: report.id,
    start_date: '2027-02-01',
    end_date: '2027-02-02',
  });
  expect(stated).toMatchObject({ status: 200, body: { id: before.id, end_date: '2027-02-02' } });
  expect(await listed()).toEqual([stated.body]);
  expect((await api('DELETE', `/v1/time_off/${before.id}`)).status).toBe(204);
  expect(await leaves()).toEqual(standing);
});
