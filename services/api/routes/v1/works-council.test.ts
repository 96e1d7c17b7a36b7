import { decideOutcomes } from '@throughline/app/decide-outcomes.ts';
import { endConversations } from '@throughline/app/end-conversations.ts';
import { keepCadence } from '@throughline/app/keep-cadence.ts';
import { recordEvidence } from '@throughline/app/record-evidence.ts';
import { setWorksCouncil } from '@throughline/app/set-works-council.ts';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { conversationStates } from '@throughline/contracts/pages/conversations.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { conversation, conversationHistory } from '@throughline/db/schema/tables.ts';
import { historyKinds } from '@throughline/domain/conversation/history-entry.ts';
import { expect, test } from 'vitest';
import { anOffice } from '../../testing/an-office.ts';
import { apiCaller } from '../../testing/api-caller.ts';
import { apiContext } from '../../testing/api-context.ts';

const { app, context } = await apiContext({ now: '2027-01-20T11:00:00Z' });
const { db, clock } = context;
const office = await anOffice({ context });
const { organizationId, conversationId, manager, report } = office;
const call = apiCaller({ app, key: (await office.keyWith(...apiScopes)).key });
const list = async (query = '') => (await call('GET', `/v1/conversations${query}`)).body.results;
const own = `/v1/conversations/${conversationId}`;

const worksCouncil = (on: boolean) =>
  setWorksCouncil(context, { organizationId, worksCouncil: on, actor: { kind: 'operator' } });

test('under a works council’s terms the API tells of single people that a conversation is due, booked, moved', async () => {
  await db.inOrganization(organizationId, async (tx) => {
    const at = clock.now();
    // One entry of every kind, each made by the manager.
    await tx
      .insert(conversationHistory)
      .values(historyKinds.map((kind) => ({ conversationId, kind, at, actor: 'manager' as const, details: {} })));
    await tx.update(conversation).set({ waitingFor: 'manager_away' });
  });
  const [before] = await list();
  expect(before).toMatchObject({ id: conversationId, state: 'booked', waiting_for: 'manager_away' });
  await worksCouncil(true);

  expect(await list()).toEqual([{ ...before, waiting_for: null }]);
  expect((await call('GET', own)).body).toEqual({ ...before, waiting_for: null });
  const { body } = await call('GET', `${own}/history`);
  expect(new Set(body.results.map(({ kind }: { kind: string }) => kind))).toEqual(
    new Set(['opened', 'booked', 'moved']),
  );
  expect(JSON.stringify(body)).not.toContain(manager.givenName);
  expect(body.results.at(-1)).toMatchObject({
    kind: 'moved',
    actor: 'participant',
    sentence: 'Moved to another time.',
  });
});

test('what became of it, who said so and whose calendar is connected is kept back, and said to be', async () => {
  for (const url of [`${own}/confirmations`, '/v1/connections', `/v1/connections?employee=${report.id}`]) {
    const answer = await call('GET', url);
    expect(answer).toMatchObject({ status: 403, body: { type: 'urn:throughline:problem:not_told' } });
  }
  for (const state of conversationStates) {
    const told = state === 'due' || state === 'booked';
    expect([state, (await call('GET', `/v1/conversations?state=${state}`)).status]).toEqual([state, told ? 200 : 403]);
  }
});

test('once its time has passed nothing is told of it, and of the next that it is due', async () => {
  clock.set('2027-01-25T11:00:00Z');
  await endConversations(context, { organizationId });
  expect(await list()).toEqual([]);
  for (const url of [own, `${own}/history`]) expect((await call('GET', url)).status).toBe(404);
  await recordEvidence(context, { organizationId, conversationId, personId: report.id, answer: 'happened' });
  for (const sweep of [decideOutcomes, keepCadence]) await sweep(context, { organizationId });
  expect(await list()).toMatchObject([{ state: 'due', held_on: null, evidence: null, employee: { id: report.id } }]);
  expect((await call('GET', own)).status).toBe(404);

  await worksCouncil(false);
  expect(await list('?state=held')).toMatchObject([{ id: conversationId, evidence: 'confirmed' }]);
  expect((await call('GET', `${own}/confirmations`)).body.results).toHaveLength(1);
});

test('when people connected a calendar is kept back from the audit that keys read', async () => {
  await worksCouncil(false);
  await db.inOrganization(organizationId, (tx) =>
    auditStore(tx).append({
      at: clock.now(),
      entry: {
        actor: { kind: 'person', id: manager.id },
        action: 'connection.connected',
        subjectKind: 'connection',
        subjectId: conversationId,
        details: { provider: 'google' },
      },
    }),
  );
  const actions = async () =>
    (await call('GET', '/v1/audit_events')).body.results.map(({ action }: { action: string }) => action);
  expect(await actions()).toContain('connection.connected');
  await worksCouncil(true);
  expect(await actions()).not.toContain('connection.connected');
  expect(await actions()).toContain('organization.works_council_set');
});

test('another organisation’s ids are not found, whatever the terms', async () => {
  await worksCouncil(true);
  const foreign = await anOffice({ context });
  for (const url of [
    `/v1/conversations/${foreign.conversationId}`,
    `/v1/conversations/${foreign.conversationId}/history`,
    `/v1/conversations/${foreign.conversationId}/confirmations`,
    `/v1/conversations?manager=${foreign.manager.id}`,
    `/v1/connections?employee=${foreign.report.id}`,
  ]) {
    expect([url, (await call('GET', url)).status]).toEqual([url, 404]);
  }
});
