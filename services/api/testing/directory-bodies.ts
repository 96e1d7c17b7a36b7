import { enterprise, patchUrn } from '@throughline/domain/testing/scim-slots.ts';

/** Requests in the shape in which Okta and Entra ID send them. `ben` is somebody who is here already. */
export type DirectoryBody = {
  readonly from: 'Okta' | 'Entra';
  readonly title: string;
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly body: object;
  /** Attributes the answer has, and, as null, those it has not. */
  readonly expected: Readonly<Record<string, unknown>>;
};

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const patch = (...Operations: readonly object[]) => ({ schemas: [patchUrn], Operations });

/** To be sent as they are: each makes somebody. */
export const creations: readonly DirectoryBody[] = [
  {
    from: 'Okta',
    title: 'a user with the meaningless password and the empty groups',
    method: 'POST',
    body: {
      schemas: [core],
      userName: 'Isaac.Brock@Example.com',
      name: { givenName: 'Isaac', familyName: 'Brock' },
      emails: [{ primary: true, value: 'Isaac.Brock@Example.com', type: 'work' }],
      displayName: 'Isaac Brock',
      locale: 'en-US',
      externalId: '00ujl29u0le5T6Aj10h7',
      groups: [],
      password: '1mz050nq',
      active: true,
    },
    expected: {
      userName: 'Isaac.Brock@Example.com',
      name: { givenName: 'Isaac', familyName: 'Brock' },
      emails: [{ primary: true, value: 'Isaac.Brock@Example.com', type: 'work' }],
      displayName: 'Isaac Brock',
      locale: 'en-US',
      externalId: '00ujl29u0le5T6Aj10h7',
      active: true,
      password: null,
      groups: null,
    },
  },
  {
    from: 'Okta',
    title: 'a user with the enterprise extension and a manager to come',
    method: 'POST',
    body: {
      schemas: [core, enterprise],
      userName: 'mary@example.com',
      name: { givenName: 'Mary', familyName: 'Quant', middleName: 'B' },
      emails: [{ primary: true, value: 'mary@example.com', type: 'work' }],
      phoneNumbers: [{ primary: true, value: '+1-201-555-0123', type: 'work' }],
      addresses: [{ type: 'work', primary: true, locality: 'Chicago', region: 'IL', country: 'US' }],
      [enterprise]: {
        employeeNumber: '701984',
        department: 'Design',
        manager: { value: '00uboss', displayName: 'The boss' },
      },
      active: true,
    },
    expected: {
      [enterprise]: { employeeNumber: '701984', department: 'Design', manager: { value: '00uboss' } },
      phoneNumbers: [{ primary: true, value: '+1-201-555-0123', type: 'work' }],
      addresses: [{ type: 'work', primary: true, locality: 'Chicago', region: 'IL', country: 'US' }],
    },
  },
  {
    from: 'Entra',
    title: 'a user as its gallery sends them, with a schema of its own and a meta',
    method: 'POST',
    body: {
      schemas: [core, enterprise],
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
      userName: 'Test_User_ab6490ee@testuser.com',
      active: true,
      addresses: [],
      emails: [],
      meta: { resourceType: 'User' },
      name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
      roles: [],
    },
    expected: {
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
      name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
      emails: null,
      addresses: null,
      roles: null,
      active: true,
    },
  },
  {
    from: 'Entra',
    title: 'a user whose manager is a bare text and whose active is one too',
    method: 'POST',
    body: {
      schemas: [core, enterprise],
      userName: 'bare@testuser.com',
      active: 'True',
      displayName: 'Bare Manager',
      emails: [{ primary: 'True', type: 'work', value: 'bare@testuser.com' }],
      roles: [{ primary: 'False', value: 'Reader', type: 'WindowsAzureActiveDirectoryRole' }],
      [enterprise]: { manager: 'nobody.yet@testuser.com' },
    },
    expected: {
      active: true,
      emails: [{ primary: true, type: 'work', value: 'bare@testuser.com' }],
      roles: [{ primary: false, value: 'Reader', type: 'WindowsAzureActiveDirectoryRole' }],
      [enterprise]: { manager: { value: 'nobody.yet@testuser.com' } },
    },
  },
  {
    from: 'Entra',
    title: 'a user who is disabled from the start',
    method: 'POST',
    body: { schemas: [core], userName: 'off@testuser.com', active: 'False', emails: [{ value: 'off@testuser.com' }] },
    expected: { active: false, emails: [{ value: 'off@testuser.com' }] },
  },
  {
    from: 'Entra',
    title: 'a user with nothing but a name that is no address',
    method: 'POST',
    body: { schemas: [core], userName: 'svc-4711' },
    expected: { userName: 'svc-4711', active: true, emails: null },
  },
];

/** What they are sent to: a user who has all of this. */
export const standing = {
  schemas: [core, enterprise],
  externalId: '00ustanding',
  userName: 'anna.lind@example.com',
  name: { givenName: 'Anna', familyName: 'Lind', formatted: 'Anna Lind' },
  displayName: 'Anna Lind',
  title: 'Engineer',
  active: true,
  emails: [
    { value: 'anna.lind@example.com', type: 'work', primary: true },
    { value: 'anna@home.example', type: 'home' },
  ],
  phoneNumbers: [{ value: '111', type: 'mobile' }],
  [enterprise]: { department: 'Design', employeeNumber: '12', manager: { value: '00uboss' } },
};
const work = standing.emails[0];
const home = standing.emails[1];

export const changesOf = ({ ben }: { ben: string }): readonly DirectoryBody[] => [
  {
    from: 'Okta',
    title: 'deactivates by PUT, as custom apps always do',
    method: 'PUT',
    body: { ...standing, id: 'x', active: false, groups: [], meta: { resourceType: 'User' } },
    expected: { active: false, title: 'Engineer', displayName: 'Anna Lind' },
  },
  {
    from: 'Okta',
    title: 'deactivates by a replace without a path, as catalogue apps do',
    method: 'PATCH',
    body: patch({ op: 'replace', value: { active: false } }),
    expected: { active: false, title: 'Engineer' },
  },
  {
    from: 'Okta',
    title: 'reactivates likewise',
    method: 'PATCH',
    body: patch({ op: 'replace', value: { active: false } }, { op: 'replace', value: { active: true } }),
    expected: { active: true },
  },
  {
    from: 'Okta',
    title: 'sends a password to keep in step',
    method: 'PATCH',
    body: patch({ op: 'replace', value: { password: 'aa1c5d11' } }),
    expected: { password: null, active: true, title: 'Engineer' },
  },
  {
    from: 'Okta',
    title: 'replaces the profile by PUT; what it leaves out is gone',
    method: 'PUT',
    body: {
      schemas: [core],
      id: 'x',
      userName: 'anna.lind@example.com',
      name: { givenName: 'Anna', middleName: 'M', familyName: 'Holm' },
      emails: [work],
      active: true,
      groups: [],
    },
    expected: {
      name: { givenName: 'Anna', middleName: 'M', familyName: 'Holm' },
      title: null,
      phoneNumbers: null,
      [enterprise]: null,
      emails: [work],
    },
  },
  {
    from: 'Okta',
    title: 'sends back by PUT what it read, with another name',
    method: 'PUT',
    body: { ...standing, nickName: 'Annie', unknownThing: 'dropped' },
    expected: { nickName: 'Annie', unknownThing: null, [enterprise]: standing[enterprise], emails: standing.emails },
  },
  {
    from: 'Okta',
    title: 'names a manager as an object with a reference',
    method: 'PUT',
    body: {
      ...standing,
      [enterprise]: { manager: { value: ben, $ref: `../Users/${ben}`, displayName: 'somebody' } },
    },
    expected: { [enterprise]: { manager: { value: ben, displayName: 'Ben Wójcik' } } },
  },
  {
    from: 'Okta',
    title: 'names a manager by an id we do not know',
    method: 'PUT',
    body: { ...standing, [enterprise]: { manager: { value: '00ustilltocome' } } },
    expected: { [enterprise]: { manager: { value: '00ustilltocome' } } },
  },
  {
    from: 'Okta',
    title: 'sends null for what is empty',
    method: 'PUT',
    body: { ...standing, title: null, phoneNumbers: null, displayName: '' },
    expected: { title: null, phoneNumbers: null, displayName: null },
  },
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
