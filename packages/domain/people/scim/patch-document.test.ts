import { describe, expect, test } from 'vitest';
import { groupShape } from './group-shape.ts';
import { patchDocument, readDocument } from './patch-document.ts';
import { projectDocument } from './project-document.ts';
import { readScimPatch } from './scim-patch.ts';
import { enterpriseUser, throughlineUser, userShape } from './user-shape.ts';

const ana = readDocument({
  shape: userShape,
  body: {
    userName: 'ana',
    emails: [
      { value: 'ana@work.example', type: 'work', primary: true },
      { value: 'ana@home.example', type: 'home' },
    ],
    addresses: [{ type: 'work', locality: 'Berlin', country: 'DE' }],
    [enterpriseUser]: { department: 'Design', manager: 'ben' },
  },
});
const patched = (...operations: readonly object[]) =>
  patchDocument({ shape: userShape, document: ana, operations: readScimPatch({ operations }) });
const refusal = (...operations: readonly object[]) => {
  try {
    return patched(...operations);
  } catch (error) {
    return (error as { scimType: string }).scimType;
  }
};

describe('what is read', () => {
  test('is kept under its own names, whatever was sent beside it and however', () => {
    const read = readDocument({
      shape: userShape,
      body: {
        USERNAME: 42,
        Active: 'TRUE',
        'name.givenName': ['Ana'],
        emails: 'ana@work.example',
        'EMAILS[type eq "home"].value': 'ana@home.example',
        [enterpriseUser.toUpperCase()]: { Manager: 'ben', Department: null },
        [`${throughlineUser}:startdate`]: '2027-01-31',
        id: 'mine',
        groups: [{ value: 'x' }],
        toString: 'x',
        'a b': 1,
      },
    });
    expect(read).toEqual({
      userName: '42',
      active: true,
      name: { givenName: 'Ana' },
      emails: [{ value: 'ana@work.example' }, { type: 'home', value: 'ana@home.example' }],
      [enterpriseUser]: { manager: { value: 'ben' } },
      [throughlineUser]: { startDate: '2027-01-31' },
    });
  });

  test.each<[object, string]>([
    [{ displayName: 'x' }, 'a name to know them by'],
    [{ userName: '  ' }, 'a name that is blank'],
    [{ userName: 'a', active: 'perhaps' }, 'a flag that is none'],
    [{ userName: 'a', name: 'Ana Ruiz' }, 'a name without parts'],
    [{ userName: 'a', title: ['x', 'y'] }, 'two titles'],
    [{ userName: 'a', title: { a: 1 } }, 'a title with parts'],
    [{ userName: 'a', title: 'x'.repeat(2_001) }, 'a title that is none any more'],
    [{ userName: 'a\0b' }, 'a character no text can have'],
    [{ userName: 'a', [throughlineUser]: { startDate: '2027-02-30' } }, 'a day there is not'],
    [{ userName: 'a', emails: Array.from({ length: 201 }, (_, n) => ({ value: `${n}@x.y` })) }, 'too many addresses'],
  ])('is refused for %j: %s', (body) => {
    expect(() => readDocument({ shape: userShape, body })).toThrow(
      expect.objectContaining({ status: 400, scimType: 'invalidValue' }),
    );
  });

  test('has one primary value of a kind', () => {
    const emails = [
      { value: 'a@x.y', primary: true },
      { value: 'b@x.y', primary: 'True' },
    ];
    const read = readDocument({ shape: userShape, body: { userName: 'a', emails } });
    expect(read['emails']).toEqual([
      { value: 'a@x.y', primary: false },
      { value: 'b@x.y', primary: true },
    ]);
  });
});

describe('what is patched', () => {
  test('an added value joins the others; one that is there already only says more', () => {
    const more = {
      op: 'add',
      path: 'emails',
      value: [{ value: 'ANA@home.example', type: 'home', primary: true }, { value: 'new@x.y' }],
    };
    expect(patched(more)['emails']).toEqual([
      { value: 'ana@work.example', type: 'work', primary: false },
      { value: 'ANA@home.example', type: 'home', primary: true },
      { value: 'new@x.y' },
    ]);
  });

  test('a value a filter asks for is made where there is none, and only where the filter says what it is', () => {
    const made = patched({ op: 'add', path: 'phoneNumbers[type eq "mobile" and primary eq true].value', value: '1' });
    expect(made['phoneNumbers']).toEqual([{ type: 'mobile', primary: true, value: '1' }]);
    expect(refusal({ op: 'replace', path: 'phoneNumbers[type ne "mobile"].value', value: '1' })).toBe('noTarget');
    expect(patched({ op: 'replace', path: 'phoneNumbers[type eq "fax"].value', value: '' })).toEqual(ana);
  });

  test('a replaced value keeps what the filter asked for, a whole list goes', () => {
    const one = patched({ op: 'replace', path: 'emails[type eq "work"]', value: { value: 'b@x.y' } });
    expect(one['emails']).toEqual([{ type: 'work', value: 'b@x.y' }, (ana['emails'] as object[])[1]]);
    expect(patched({ op: 'replace', path: 'emails', value: [] })).not.toHaveProperty('emails');
    expect(patched({ op: 'replace', path: 'emails', value: { value: 'c@x.y' } })['emails']).toEqual([
      { value: 'c@x.y' },
    ]);
  });

  test('without a filter a part is that of the primary value', () => {
    expect(patched({ op: 'replace', path: 'emails.value', value: 'd@x.y' })['emails']).toMatchObject([
      { value: 'd@x.y' },
      {},
    ]);
    expect(patched({ op: 'add', path: 'ims.value', value: 'chat' })['ims']).toEqual([{ value: 'chat' }]);
  });

  test('what is removed is gone with what only hung on it', () => {
    expect(patched({ op: 'remove', path: 'emails[type eq "work"].value' })['emails']).toHaveLength(1);
    expect(patched({ op: 'remove', path: 'addresses[type eq "work"].locality' })['addresses']).toEqual([
      { type: 'work', country: 'DE' },
    ]);
    const gone = patched(
      { op: 'remove', path: 'addresses[type eq "work"].locality' },
      { op: 'remove', path: 'addresses[type eq "work"].country' },
      { op: 'remove', path: enterpriseUser },
    );
    expect(gone).not.toHaveProperty('addresses');
    expect(gone).not.toHaveProperty([enterpriseUser]);
    expect(patched({ op: 'remove', path: 'emails', value: [] })).toEqual(ana);
    expect(patched({ op: 'remove', path: 'active' })).toEqual(ana);
  });

  test('all of it is done or nothing', () => {
    const before = JSON.stringify(ana);
    expect(refusal({ op: 'add', path: 'title', value: 'x' }, { op: 'remove', path: 'userName' })).toBe('mutability');
    expect(JSON.stringify(ana)).toBe(before);
  });

  test.each([
    [{ op: 'add', path: 'groups', value: [{ value: 'x' }] }, 'mutability'],
    [{ op: 'replace', path: 'meta', value: {} }, 'mutability'],
    [{ op: 'replace', path: 'userName', value: null }, 'invalidValue'],
    [{ op: 'replace', value: { userName: '' } }, 'invalidValue'],
    [{ op: 'add', value: 'x' }, 'invalidValue'],
    [{ op: 'add', path: 7, value: 'x' }, 'invalidPath'],
    [{ op: 'add', path: 'title[type eq "x"]', value: 'x' }, 'invalidPath'],
    [{ op: 'add', path: 'name.maidenName', value: 'x' }, 'invalidPath'],
    [{ op: 'add', path: 'urn:example:hr:2.0:User', value: { salary: 1 } }, 'invalidPath'],
    [{ op: 'remove' }, 'noTarget'],
    [{ op: 'copy', path: 'title' }, 'invalidSyntax'],
    [{ path: 'title', value: 'x' }, 'invalidSyntax'],
  ])('%j is refused: %s', (operation, scimType) => {
    expect(refusal(operation)).toBe(scimType);
  });
});

test('thousands of members are added, stated again and taken out in a moment', () => {
  const many = Array.from({ length: 20_000 }, (_, n) => ({ value: `m${n}` }));
  const step = (document: object, ...operations: readonly object[]) =>
    patchDocument({
      shape: groupShape,
      document: document as never,
      operations: readScimPatch({ Operations: operations }),
    });
  const filled = step({ displayName: 'G' }, { op: 'add', path: 'members', value: many });
  const again = step(filled, { op: 'add', path: 'members', value: [...many.slice(0, 5_000), { value: 'new' }] });
  expect(again['members']).toHaveLength(20_001);
  const fewer = step(again, { op: 'Remove', path: 'members', value: many.slice(0, 19_999) });
  expect(fewer['members']).toEqual([{ value: 'm19999' }, { value: 'new' }]);
});

test('of what is asked for there is that part, and always the id', () => {
  const document = { schemas: ['s'], id: '1', ...ana, meta: { location: 'l' } };
  const project = (attributes: readonly string[], excluded: readonly string[] = []) =>
    projectDocument({ shape: userShape, document, attributes, excluded });
  expect(project(['EMAILS.value', 'emails.TYPE', 'manager', 'nothing'])).toEqual({
    schemas: ['s'],
    id: '1',
    emails: [
      { value: 'ana@work.example', type: 'work' },
      { value: 'ana@home.example', type: 'home' },
    ],
    [enterpriseUser]: { manager: { value: 'ben' } },
  });
  const less = project([], ['emails.primary', `${enterpriseUser}:manager`, 'meta', 'id', 'addresses']);
  expect(less).toMatchObject({ id: '1', [enterpriseUser]: { department: 'Design' } });
  expect(JSON.stringify(less)).not.toMatch(/primary|ben|meta|Berlin/);
});
