import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterKeys } from './filter-keys.ts';
import { matchesFilter } from './match-filter.ts';
import { parseScimFilter, parseScimPath } from './scim-filter.ts';
import { ScimRefusal } from './scim-refusal.ts';
import { userShape as shape } from './user-shape.ts';

const document = {
  id: 'A1',
  userName: 'Ana@Example.com',
  externalId: '00uAna',
  active: true,
  displayName: 'Ana "the" Ruiz',
  emails: [
    { value: 'ana@work.example', type: 'work', primary: true },
    { value: 'ana@home.example', type: 'home' },
  ],
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Design', manager: { value: 'B2' } },
  'urn:ietf:params:scim:schemas:extension:throughline:2.0:User': { startDate: '2026-02-01T00:00:00+02:00' },
  meta: { created: '2026-11-02T08:00:00Z' },
};
const passes = (written: string) => matchesFilter({ shape, filter: parseScimFilter(written), document });

describe('a filter', () => {
  test.each([
    'userName eq "ana@example.COM"',
    'USERNAME Eq "ana@example.com"',
    'externalId eq "00uAna"',
    'displayName co "\\"THE\\""',
    'displayName eq "\\u0041na \\"the\\" Ruiz"',
    'active eq true',
    'active eq "True"',
    'active ne false',
    'title eq null',
    'title ne "x"',
    'not (title pr)',
    'emails pr and emails.type pr',
    'emails[type eq "work" and value co "@work"]',
    'emails[type eq "work"].value ew "work.example"',
    'emails[not (type eq "work")].value pr',
    'emails.value eq "ana@home.example"',
    'emails co "home"',
    'department eq "design"',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "Design"',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "B2"',
    'manager eq "B2"',
    'urn:ietf:params:scim:schemas:extension:throughline:2.0:User:startDate lt "2026-02-01T00:00:00Z"',
    'meta.created ge "2026-11-02T09:00:00+01:00"',
    'title pr or (active eq true and userName sw "ANA")',
    // "and" binds first.
    'active eq true or title pr and title pr',
    '(userName pr)and(active eq true)',
  ])('is passed: %s', (written) => {
    expect(passes(written)).toBe(true);
  });

  test.each([
    'externalId eq "00uana"',
    'emails[type eq "home" and value co "@work"]',
    'emails[type eq "home"].value co "work"',
    'active eq false',
    'title pr',
    'nothing pr',
    'nothing eq "x"',
    'userName gt "b"',
    '(active eq true or title pr) and title pr',
    'not (active eq true)',
    'salary eq 1',
  ])('is not passed: %s', (written) => {
    expect(passes(written)).toBe(false);
  });

  test.each([
    '',
    'userName',
    'userName eq',
    'userName is "x"',
    'userName eq x y',
    "userName eq 'x'",
    'userName eq "x',
    '(userName pr',
    'userName pr)',
    'userName pr and',
    'not userName pr',
    'emails[type eq "work"',
    'emails[]',
    'userName eq "x" extra pr',
    'a.b.c pr',
    '"userName" eq "x"',
    'active gt true',
    'active co "t"',
    `${'('.repeat(60)}userName pr${')'.repeat(60)}`,
  ])('is refused as one that cannot be read: %s', (written) => {
    expect(() => passes(written)).toThrow(expect.objectContaining({ status: 400, scimType: 'invalidFilter' }));
  });

  test('of any letters whatever is read or refused, and nothing else', () => {
    const word = fc.constantFrom(
      'userName',
      'eq',
      'and',
      'or',
      'not',
      '(',
      ')',
      '[',
      ']',
      '"a"',
      'pr',
      'emails',
      '.value',
      'true',
      '1',
    );
    const written = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(written, (text) => {
        for (const read of [passes, parseScimPath]) {
          try {
            read(text);
          } catch (error) {
            expect(error).toBeInstanceOf(ScimRefusal);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('finds with its keys whoever passes it', () => {
    const name = fc.constantFrom('ana@example.com', 'ben@example.com', 'x');
    const simple = fc.oneof(
      name.map((value) => `userName eq "${value}"`),
      name.map((value) => `externalId eq "${value}"`),
      name.map((value) => `emails[type eq "work"].value eq "${value}"`),
      name.map((value) => `emails.value eq "${value}"`),
      name.map((value) => `title eq "${value}"`),
      fc.constant('active eq true'),
    );
    const anyFilter = fc.letrec<{ filter: string }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        simple,
        fc.tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
        tie('filter').map((a) => `not (${a})`),
      ),
    })).filter;
    const someone = fc.record({
      userName: name,
      externalId: name,
      title: name,
      active: fc.boolean(),
      work: name,
      home: name,
    });
    fc.assert(
      fc.property(anyFilter, someone, (written, { work, home, ...user }) => {
        const emails = [
          { type: 'work', value: work },
          { type: 'home', value: home },
        ];
        const filter = parseScimFilter(written);
        const keys = filterKeys(filter);
        if (keys === null || !matchesFilter({ shape, filter, document: { ...user, emails } })) return;
        const bears =
          keys.userNames.includes(user.userName) ||
          keys.externalIds.includes(user.externalId) ||
          keys.emails.some((email) => email === work || email === home);
        expect([written, bears]).toEqual([written, true]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('that asks for one by name is answered from an index, in any wording', () => {
    expect(filterKeys(parseScimFilter('active eq true and USERNAME eq "a"'))).toMatchObject({ userNames: ['a'] });
    expect(filterKeys(parseScimFilter('externalId eq "a" or id eq "b"'))).toMatchObject({
      externalIds: ['a'],
      ids: ['b'],
    });
    expect(filterKeys(parseScimFilter('emails[type eq "work"].value eq "a"'))).toMatchObject({ emails: ['a'] });
    for (const anybody of [
      'userName eq "a" or title pr',
      'not (userName eq "a")',
      'userName sw "a"',
      'userName eq "ä"',
    ])
      expect(filterKeys(parseScimFilter(anybody))).toBeNull();
  });
});

test('a path is a name, perhaps with a filter, perhaps with a part', () => {
  expect(parseScimPath('name.givenName')).toEqual({ path: 'name.givenName', filter: null, sub: null });
  expect(parseScimPath('emails[type eq "work"].value')).toMatchObject({
    path: 'emails',
    sub: 'value',
    filter: { op: 'eq' },
  });
  expect(parseScimPath('members[value eq "2819c223"]')).toMatchObject({ path: 'members', sub: null });
  expect(() => parseScimPath('emails[type eq "work"]value')).toThrow(ScimRefusal);
});
