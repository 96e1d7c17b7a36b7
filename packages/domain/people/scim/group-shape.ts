import { complex, link, text, type ScimShape } from './scim-schema.ts';

const exact = { caseExact: true } as const;
const immutable = { mutability: 'immutable' } as const;

export const groupShape: ScimShape = {
  name: 'Group',
  core: {
    id: 'urn:ietf:params:scim:schemas:core:2.0:Group',
    name: 'Group',
    description: 'People who belong together: policies and figures go by groups.',
    attributes: [
      text('displayName', 'The name of the group. Unique, whatever the case of its letters.', {
        required: true,
        uniqueness: 'server',
      }),
      text('externalId', 'The id the directory knows the group by.', exact),
      complex('members', 'The people in the group.', {
        multiValued: true,
        subAttributes: [
          text('value', 'The id of the person.', { ...immutable, ...exact }),
          link('$ref', 'Where the person is.', { ...immutable, referenceTypes: ['User'] }),
          text('display', 'The name of the person.', { mutability: 'readOnly' }),
          text('type', 'Always User.', { ...immutable, canonicalValues: ['User'] }),
        ],
      }),
    ],
  },
  extensions: [],
  dropped: new Set(),
};
