import { expect, test } from 'vitest';
import { aFileOffice, file, headings, someone } from './testing/a-file-office.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2026-11-02T08:00:00Z' });
const anOffice = () => aFileOffice(context);

test('whoever is in the file again is here again, with what they had', async () => {
  const office = await anOffice();
  const people = Array.from({ length: 10 }, (_, at) => someone(`p${at}`));
  await office.take(file(...people));
  await office.take(file(...people.slice(1)));
  expect(await office.here()).not.toContain('p0');
  const back = await office.take(file(...people));
  expect(back).toMatchObject({ counts: { created: 0, updated: 1, unchanged: 9 } });
  expect(await office.here()).toContain('p0');
});

test('a row that could not be read makes nobody leave, and one that says nothing of whom it is about holds everybody', async () => {
  const office = await anOffice();
  const people = Array.from({ length: 20 }, (_, at) => someone(`p${at}`));
  await office.take(file(...people));
  const named = await office.take(file(...people.slice(1), 'p0,,Ruiz,broken,,Sales\n'));
  expect(named).toMatchObject({ state: 'completed', counts: { refused: 1, leaving: 0, unreadable: 0 } });
  const nameless = await office.take(file(...people.slice(1), ',,Ruiz,broken,,Sales\n'));
  expect(nameless).toMatchObject({ counts: { refused: 1, leaving: 0, unreadable: 1 } });
});

test('a list of some people takes nobody else out', async () => {
  const office = await anOffice();
  await office.take(file(someone('ana'), someone('ben')));
  expect(await office.take(file(someone('cleo')), { everybody: false })).toMatchObject({
    counts: { created: 1, leaving: 0 },
  });
  expect(await office.here()).toEqual(['ana', 'ben', 'cleo']);
});

test('managers are found by address and by name, and one who is not clear stays who they were', async () => {
  const office = await anOffice();
  const byName = 'First name,Last name,Email,Manager\n';
  const taken = await office.take(
    `${byName}Ana,Ruiz,ana@x.example,"Vogt, Ben"\nBen,Vogt,ben@x.example,cleo@x.example\nCleo,Sun,cleo@x.example,\nDan,Sun,dan@x.example,Nobody Here\n`,
  );
  expect(await office.managers()).toEqual(['Ana → Ben', 'Ben → Cleo']);
  expect(await office.rows(taken.id)).toContain('5 created dan@x.example manager_unknown');
  const twice = await office.take(
    `${byName}Ana,Ruiz,ana@x.example,Ben Vogt\nBen,Vogt,ben@x.example,cleo@x.example\nBen,Vogt,ben2@x.example,\nCleo,Sun,cleo@x.example,\nDan,Sun,dan@x.example,\n`,
  );
  expect(await office.rows(twice.id)).toContain('2 unchanged ana@x.example manager_not_clear');
  expect(await office.managers()).toEqual(['Ana → Ben', 'Ben → Cleo']);
});

test('an address that changes hands, and one in other letters, are no second person', async () => {
  const office = await anOffice();
  await office.take(file(someone('ana'), someone('ben')));
  const swapped = await office.take(
    `${headings}ana,ana,Ruiz,NEW@x.example,,Sales\nben,ben,Ruiz,Ana@X.example,,Sales\n`,
  );
  expect(swapped).toMatchObject({ state: 'completed', counts: { updated: 2, created: 0, refused: 0 } });
  expect(await office.here()).toEqual(['ana', 'new']);
});

test('a large file goes the way of COPY and means the same: people, managers, results, changes and nothing twice', async () => {
  const office = await anOffice();
  const ids = Array.from({ length: 1_200 }, (_, at) => `p${at}`);
  const managerOf = (at: number) => (at === 0 ? '' : `p${Math.floor((at - 1) / 8)}`);
  const everybody = file(...ids.map((id, at) => someone(id, managerOf(at), String.raw`"Back\slash, ""quoted"""`)));
  const first = await office.take(everybody);
  expect(first).toMatchObject({
    state: 'completed',
    counts: { created: 1_200, managersUnknown: 0, inCycles: 0, refused: 0 },
  });
  const people = await office.people();
  expect(people).toHaveLength(1_200);
  expect(people[0]?.groups).toEqual([String.raw`Back\slash, "quoted"`]);
  expect(await office.managers()).toHaveLength(1_199);
  expect((await office.everything())['importRow']).toHaveLength(1_200);
  expect(await office.take(everybody)).toMatchObject({ counts: { unchanged: 1_200, updated: 0 } });
  expect(await office.people()).toEqual(people);
  const turned = file(...ids.map((id, at) => someone(id, at === 0 ? '' : 'p0', 'Sales')));
  expect(await office.take(turned)).toMatchObject({ counts: { updated: 1_200, created: 0, leaving: 0 } });
  const managers = await office.managers();
  expect([managers.length, managers.every((line) => line.endsWith('→ p0'))]).toEqual([1_199, true]);
});
