import type { ExemptionsResponse } from '@throughline/contracts/pages/exemptions.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { expect, test } from 'vitest';
import { anOffice } from '../testing/an-office.ts';
import { apiContext, publicUrl } from '../testing/api-context.ts';

const { app, context } = await apiContext();
const { db } = context;

async function atHr() {
  const office = await anOffice({ context });
  const headers = { cookie: await office.cookieOf('hr'), origin: publicUrl };
  const call = async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
    const response = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    return { status: response.statusCode, body: response.json<ExemptionsResponse & { detail?: string }>() };
  };
  return { ...office, call };
}

test('HR states an exemption with category and end, and is its author; it is renewed and lifted on the same page', async () => {
  const { call, report, people, organizationId } = await atHr();
  const stated = await call('POST', '/api/exemptions', {
    workEmail: report.workEmail.toUpperCase(),
    category: 'hold',
    startsOn: null,
    endsOn: '2027-02-28',
  });
  expect(stated.status).toBe(200);
  const [exemption] = stated.body.exemptions;
  expect(exemption).toMatchObject({
    person: { id: report.id },
    category: 'hold',
    startsOn: '2027-01-25',
    endsOn: '2027-02-28',
    authorName: people.hr.displayName,
    when: 'running',
  });
  const path = `/api/exemptions/${exemption!.id}`;
  expect((await call('PUT', path, { endsOn: '2027-03-31' })).body.exemptions).toMatchObject([{ endsOn: '2027-03-31' }]);
  const tooLong = await call('PUT', path, { endsOn: '2029-03-31' });
  expect(tooLong).toMatchObject({ status: 409, body: { detail: expect.stringContaining('365 days') } });
  expect((await call('POST', `${path}/lift`)).body.exemptions).toEqual([]);
  expect((await call('POST', `${path}/lift`)).status).toBe(404);
  const rows = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 3 }));
  expect(new Set(rows.map(({ actorId }) => actorId))).toEqual(new Set([people.hr.id]));
});

test('without an end, or for nobody, it is refused in words', async () => {
  const { call, report } = await atHr();
  const wanted = { workEmail: report.workEmail, category: 'other', startsOn: null };
  expect((await call('POST', '/api/exemptions', wanted)).status).toBe(400);
  const nobody = await call('POST', '/api/exemptions', {
    ...wanted,
    workEmail: 'zoe@example.org',
    endsOn: '2027-02-28',
  });
  expect(nobody).toMatchObject({ status: 409, body: { detail: 'Nobody here has that address.' } });
});

test('HR names an acting manager, sees them listed, and ends it', async () => {
  const { call, report, manager, people } = await atHr();
  const named = await call('POST', '/api/acting-managers', {
    managerEmail: manager.workEmail,
    actingEmail: people.leader.workEmail,
    reportEmail: report.workEmail,
    startsOn: '2027-01-04',
    endsOn: '2027-03-31',
  });
  const [acting] = named.body.actingManagers;
  expect(acting).toMatchObject({
    manager: { id: manager.id },
    acting: { id: people.leader.id },
    report: { id: report.id },
  });
  const ended = await call('POST', `/api/acting-managers/${acting!.id}/end`);
  expect(ended.body.actingManagers).toMatchObject([{ endsOn: '2027-01-24', when: 'over' }]);
  const own = await call('POST', '/api/acting-managers', {
    managerEmail: manager.workEmail,
    actingEmail: manager.workEmail,
    reportEmail: null,
    startsOn: null,
    endsOn: '2027-03-31',
  });
  expect(own).toMatchObject({ status: 409, body: { detail: 'Nobody stands in for themselves.' } });
});

test('people are found by part of a name or address, of one’s own company alone, and signs are taken as they are', async () => {
  const { call, report } = await atHr();
  const find = async (search: string) =>
    (await call('GET', `/api/exemptions/people?${new URLSearchParams({ search })}`)).body as unknown as {
      people: { workEmail: string }[];
    };
  expect((await find('ana')).people.map(({ workEmail }) => workEmail)).toEqual([report.workEmail]);
  expect((await find('%')).people).toEqual([]);
  expect((await find('')).people).toEqual([]);
});
