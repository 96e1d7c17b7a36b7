import { enterprise, patchUrn } from '@throughline/domain/testing/scim-slots.ts';
import { standing, type DirectoryBody } from './directory-bodies.ts';

const patch = (...Operations: readonly object[]) => ({ schemas: [patchUrn], Operations });
const work = standing.emails[0];
const home = standing.emails[1];

/** `ben` is somebody who is here already. */
export const entraChanges = ({ ben }: { ben: string }): readonly DirectoryBody[] => [
  {
    from: 'Entra',
    title: 'disables by a text',
    method: 'PATCH',
    body: patch({ op: 'Replace', path: 'active', value: 'False' }),
    expected: { active: false },
  },
  {
    from: 'Entra',
    title: 'enables by a text',
    method: 'PATCH',
    body: patch({ op: 'Replace', path: 'active', value: 'False' }, { op: 'Add', path: 'active', value: 'True' }),
    expected: { active: true },
  },
  {
    from: 'Entra',
    title: 'disables by a boolean, with its compliance flag',
    method: 'PATCH',
    body: patch({ op: 'replace', path: 'active', value: false }),
    expected: { active: false },
  },
  {
    from: 'Entra',
    title: 'changes a work address by a filter',
    method: 'PATCH',
    body: patch({ op: 'Replace', path: 'emails[type eq "work"].value', value: 'Anna.Holm@Example.com' }),
    expected: { emails: [{ ...work, value: 'Anna.Holm@Example.com' }, home] },
  },
  {
    from: 'Entra',
    title: 'states an address that was not there',
    method: 'PATCH',
    body: patch({ op: 'Add', path: 'emails[type eq "other"].value', value: 'anna@other.example' }),
    expected: { emails: [work, home, { type: 'other', value: 'anna@other.example' }] },
  },
  {
    from: 'Entra',
    title: 'states phones and an address that were not there',
    method: 'PATCH',
    body: patch(
      { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '222' },
      { op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '333' },
      { op: 'Add', path: 'addresses[type eq "work"].country', value: 'Germany' },
      { op: 'Add', path: 'addresses[type eq "work"].streetAddress', value: 'Hauptstr. 1' },
    ),
    expected: {
      phoneNumbers: [
        { value: '333', type: 'mobile' },
        { type: 'work', value: '222' },
      ],
      addresses: [{ type: 'work', country: 'Germany', streetAddress: 'Hauptstr. 1' }],
    },
  },
  {
    from: 'Entra',
    title: 'changes single attributes, the operation in capitals',
    method: 'PATCH',
    body: patch(
      { op: 'Replace', path: 'displayName', value: 'Anna Holm' },
      { op: 'Replace', path: 'name.familyName', value: 'Holm' },
      { op: 'Add', path: 'preferredLanguage', value: 'sv-SE' },
      { op: 'Remove', path: 'title' },
    ),
    expected: { displayName: 'Anna Holm', preferredLanguage: 'sv-SE', title: null },
  },
  {
    from: 'Entra',
    title: 'changes the extension by URN',
    method: 'PATCH',
    body: patch(
      { op: 'Replace', path: `${enterprise}:department`, value: 'Sales' },
      { op: 'Add', path: `${enterprise}:costCenter`, value: '4711' },
      { op: 'Remove', path: `${enterprise}:employeeNumber` },
    ),
    expected: { [enterprise]: { department: 'Sales', costCenter: '4711', manager: { value: '00uboss' } } },
  },
  {
    from: 'Entra',
    title: 'merges into one replace with dots and URNs as keys',
    method: 'PATCH',
    body: patch({
      op: 'replace',
      value: {
        displayName: 'Anna Holm',
        'name.givenName': 'Annika',
        'emails[type eq "work"].value': 'annika@example.com',
        'emails[type eq "work"].primary': 'True',
        [`${enterprise}:employeeNumber`]: '13',
        [`${enterprise}:department`]: 'Sales',
      },
    }),
    expected: {
      displayName: 'Anna Holm',
      emails: [{ ...work, value: 'annika@example.com' }, home],
      [enterprise]: { department: 'Sales', employeeNumber: '13', manager: { value: '00uboss' } },
    },
  },
  {
    from: 'Entra',
    title: 'names a manager as a bare text',
    method: 'PATCH',
    body: patch({ op: 'Add', path: `${enterprise}:manager`, value: ben }),
    expected: { [enterprise]: { ...standing[enterprise], manager: { value: ben, displayName: 'Ben Wójcik' } } },
  },
  {
    from: 'Entra',
    title: 'names a manager as an object',
    method: 'PATCH',
    body: patch({ op: 'Replace', path: `${enterprise}:manager`, value: { value: ben } }),
    expected: { [enterprise]: { ...standing[enterprise], manager: { value: ben, displayName: 'Ben Wójcik' } } },
  },
  {
    from: 'Entra',
    title: 'names a manager by the part and wraps it as it did in 2018',
    method: 'PATCH',
    body: patch({ op: 'Replace', path: `${enterprise}:manager.value`, value: [{ $ref: null, value: ben }] }),
    expected: { [enterprise]: { ...standing[enterprise], manager: { value: ben, displayName: 'Ben Wójcik' } } },
  },
  ...[
    { op: 'Replace', path: `${enterprise}:manager`, value: '' },
    { op: 'Replace', path: `${enterprise}:manager`, value: [] },
    { op: 'Replace', path: `${enterprise}:manager`, value: null },
    { op: 'Replace', path: `${enterprise}:manager`, value: { value: '' } },
    { op: 'Replace', path: `${enterprise}:manager.value`, value: '' },
    { op: 'Remove', path: `${enterprise}:manager` },
    { op: 'Remove', path: 'manager' },
    { op: 'replace', value: { [enterprise]: { manager: null } } },
    { op: 'replace', value: { [`${enterprise}:manager`]: '' } },
  ].map((operation) => ({
    from: 'Entra' as const,
    title: `clears the manager by ${JSON.stringify(operation)}`,
    method: 'PATCH' as const,
    body: patch(operation),
    expected: { [enterprise]: { department: 'Design', employeeNumber: '12' } },
  })),
  {
    from: 'Entra',
    title: 'empties optional attributes by empty texts',
    method: 'PATCH',
    body: patch(
      { op: 'Replace', path: 'title', value: '' },
      { op: 'Replace', path: 'displayName', value: '' },
      { op: 'Replace', path: 'name.givenName', value: '' },
      { op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '' },
      { op: 'Replace', path: `${enterprise}:department`, value: '' },
    ),
    expected: {
      title: null,
      displayName: null,
      name: { familyName: 'Lind', formatted: 'Anna Lind' },
      phoneNumbers: null,
      [enterprise]: { employeeNumber: '12', manager: { value: '00uboss' } },
    },
  },
  {
    from: 'Entra',
    title: 'sends no operation at all, as its validator does',
    method: 'PATCH',
    body: patch(),
    expected: { title: 'Engineer', active: true },
  },
  {
    from: 'Entra',
    title: 'makes another address the primary one',
    method: 'PATCH',
    body: patch({ op: 'Replace', path: 'emails[type eq "home"].primary', value: true }),
    expected: {
      emails: [
        { ...work, primary: false },
        { ...home, primary: true },
      ],
    },
  },
  {
    from: 'Entra',
    title: 'renames a user',
    method: 'PATCH',
    body: patch({ op: 'Replace', path: 'userName', value: 'Anna.Holm@Example.com' }),
    expected: { userName: 'Anna.Holm@Example.com', externalId: '00ustanding' },
  },
];
