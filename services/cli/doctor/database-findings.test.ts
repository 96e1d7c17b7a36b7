import { expect, test } from 'vitest';
import { databaseFindings } from './database-findings.ts';

const sound = {
  appRole: 'throughline_app',
  appRoleIsSuperuser: false,
  appRoleBypassesRowSecurity: false,
  ownedByAppRole: [],
  openTables: [],
  pendingMigrations: [],
};

test('a sound database has nothing to mend', () => {
  expect(databaseFindings(sound).map(({ level }) => level)).toEqual(['ok', 'ok']);
});

test.each([
  [{ pendingMigrations: ['0003_next'] }, 'lacks 0003_next'],
  [{ appRoleIsSuperuser: true, appRoleBypassesRowSecurity: true }, 'is a superuser and bypasses row-level security'],
  [{ ownedByAppRole: ['person', 'event'] }, 'owns person, event'],
  [{ openTables: ['person'] }, 'person can be read across organisations'],
])('%j is a problem', (change, found) => {
  const problems = databaseFindings({ ...sound, ...change }).filter(({ level }) => level === 'problem');
  expect(problems).toHaveLength(1);
  expect(problems[0]?.found).toContain(found);
});
