import { enterprise, patchUrn } from '@throughline/domain/testing/scim-slots.ts';
import { standing, type DirectoryBody } from './directory-bodies.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const patch = (...Operations: readonly object[]) => ({ schemas: [patchUrn], Operations });
const work = standing.emails[0];

/** `ben` is somebody who is here already. */
export const oktaChanges = ({ ben }: { ben: string }): readonly DirectoryBody[] => [
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
];
