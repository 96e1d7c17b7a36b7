import { complex, flag, link, text, whole, type ScimAttribute, type ScimSchema } from './scim-schema.ts';

const urn = 'urn:ietf:params:scim:schemas:core:2.0';
const given = { mutability: 'readOnly' } as const;
const needed = { mutability: 'readOnly', required: true } as const;
const offered = (name: string, description: string, more: readonly ScimAttribute[] = []): ScimAttribute =>
  complex(name, description, { ...needed, subAttributes: [flag('supported', 'Whether it is.', needed), ...more] });

const name = text('name', 'The name of it.', needed);
const description = text('description', 'What it is.', given);

/** An attribute is described by these; a complex one by those of its parts besides. */
const ofAttribute: readonly ScimAttribute[] = [
  text('name', 'The name of the attribute.', { ...needed, caseExact: true }),
  text('type', 'What kind of value it has.', {
    ...needed,
    canonicalValues: ['string', 'complex', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary'],
  }),
  flag('multiValued', 'Whether there may be several values.', needed),
  description,
  flag('required', 'Whether there has to be a value.', given),
  text('canonicalValues', 'Values that are usual.', { ...given, multiValued: true, caseExact: true }),
  flag('caseExact', 'Whether the case of letters matters.', given),
  text('mutability', 'Who may change it.', {
    ...given,
    canonicalValues: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
  }),
  text('returned', 'When it is sent.', { ...given, canonicalValues: ['always', 'never', 'default', 'request'] }),
  text('uniqueness', 'Among what it is the only one.', { ...given, canonicalValues: ['none', 'server', 'global'] }),
  text('referenceTypes', 'What may be referred to.', { ...given, multiValued: true, caseExact: true }),
];

/** The schemas of what describes the service itself (RFC 7643 §5 to §7). */
export const describingSchemas: readonly ScimSchema[] = [
  {
    id: `${urn}:ServiceProviderConfig`,
    name: 'ServiceProviderConfig',
    description: 'What of the protocol is offered here.',
    attributes: [
      link('documentationUri', 'Where people read about it.', given),
      offered('patch', 'Changing parts of a resource.'),
      offered('bulk', 'Several changes in one request.', [
        whole('maxOperations', 'How many at most.', needed),
        whole('maxPayloadSize', 'How many bytes at most.', needed),
      ]),
      offered('filter', 'Asking for some resources.', [whole('maxResults', 'How many at most.', needed)]),
      offered('changePassword', 'Changing passwords.'),
      offered('sort', 'Asking for an order.'),
      offered('etag', 'Versions of resources.'),
      complex('authenticationSchemes', 'How a directory proves who it is.', {
        ...needed,
        multiValued: true,
        subAttributes: [
          text('type', 'The kind of scheme.', {
            ...needed,
            canonicalValues: ['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest'],
          }),
          name,
          text('description', 'What it is.', needed),
          link('specUri', 'Where it is specified.', given),
          link('documentationUri', 'Where people read about it.', given),
          flag('primary', 'Whether it is the preferred one.', given),
        ],
      }),
    ],
  },
  {
    id: `${urn}:ResourceType`,
    name: 'ResourceType',
    description: 'A kind of resource.',
    attributes: [
      text('id', 'The id of the kind.', given),
      name,
      description,
      link('endpoint', 'Where its resources are, below the base address.', { ...needed, referenceTypes: ['uri'] }),
      link('schema', 'Its schema.', { ...needed, referenceTypes: ['uri'] }),
      complex('schemaExtensions', 'What extends it.', {
        ...given,
        multiValued: true,
        subAttributes: [
          link('schema', 'The schema of the extension.', { ...needed, referenceTypes: ['uri'] }),
          flag('required', 'Whether every resource has it.', needed),
        ],
      }),
    ],
  },
  {
    id: `${urn}:Schema`,
    name: 'Schema',
    description: 'The attributes of a resource or an extension.',
    attributes: [
      text('id', 'The URN of the schema.', needed),
      name,
      description,
      complex('attributes', 'The attributes.', {
        ...needed,
        multiValued: true,
        subAttributes: [
          ...ofAttribute,
          complex('subAttributes', 'The parts of a complex attribute.', {
            ...given,
            multiValued: true,
            subAttributes: ofAttribute,
          }),
        ],
      }),
    ],
  },
];
