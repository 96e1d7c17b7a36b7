import { enterprise } from '@throughline/domain/testing/scim-slots.ts';

/** Requests in the shape in which Okta and Entra ID send them. */
export type DirectoryBody = {
  readonly from: 'Okta' | 'Entra';
  readonly title: string;
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly body: object;
  /** Attributes the answer has, and, as null, those it has not. */
  readonly expected: Readonly<Record<string, unknown>>;
};

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';

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
