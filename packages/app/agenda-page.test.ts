import { prep } from '@throughline/db/schema/tables.ts';
import { expect, test } from 'vitest';
import { agendaPage } from './agenda-page.ts';
import { savePrep } from './save-prep.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext();
const { db } = context;

async function aPairWithAgenda() {
  const pair = await aPair({ db });
  const conversationId = await aBookedConversation({ db, pair });
  const organizationId = pair.organization.id;
  const pageOf = (personId: string) => agendaPage(context, { organizationId, conversationId, personId });
  const prepare = (personId: string, text: string, reveal = false) =>
    savePrep(context, { organizationId, conversationId, personId, text, reveal });
  return { ...pair, organizationId, conversationId, pageOf, prepare };
}

test('the two see the agenda, each with what is for them; nobody else does', async () => {
  const { report, manager, pageOf } = await aPairWithAgenda();
  const reports = await pageOf(report.id);
  const managers = await pageOf(manager.id);
  expect(reports?.sections.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(60);
  expect(managers?.sections).toEqual(reports?.sections);
  expect(reports).toMatchObject({ side: 'report', coaching: [], ownPrep: { text: '', revealed: false } });
  expect(reports?.prompts.length).toBeGreaterThan(0);
  expect(managers).toMatchObject({ side: 'manager', prompts: [] });
  expect(managers?.coaching[0]).toContain('Say this first');
  const other = await aPair({ db });
  expect(await pageOf(other.report.id)).toBeNull();
});

test('preparation is its author’s alone until they reveal it, and stays revealed then', async () => {
  const { report, manager, pageOf, prepare } = await aPairWithAgenda();
  await prepare(report.id, 'I would like to lead the platform work.');
  expect((await pageOf(report.id))?.ownPrep).toEqual({
    text: 'I would like to lead the platform work.',
    revealed: false,
  });
  expect((await pageOf(manager.id))?.otherPrep).toBeNull();
  await prepare(report.id, 'I would like to lead the platform work, next year.', true);
  await prepare(report.id, 'I would like to lead the platform work, this year.');
  expect((await pageOf(manager.id))?.otherPrep).toEqual({
    authorName: 'Ana Ruiz',
    text: 'I would like to lead the platform work, this year.',
  });
  expect((await pageOf(manager.id))?.ownPrep).toEqual({ text: '', revealed: false });
});

test('what is stored of a preparation cannot be read without the key', async () => {
  const { organizationId, manager, prepare } = await aPairWithAgenda();
  await prepare(manager.id, 'a canary among words');
  const [row] = await db.inOrganization(organizationId, (tx) => tx.select().from(prep));
  expect(row?.body.toString('latin1')).not.toContain('canary');
});

test('nobody prepares for somebody else’s conversation', async () => {
  const { prepare, organizationId } = await aPairWithAgenda();
  const other = await aPair({ db });
  expect(await prepare(other.manager.id, 'hello')).toEqual({ kind: 'not_found' });
  expect(await db.inOrganization(organizationId, (tx) => tx.select().from(prep))).toEqual([]);
});
