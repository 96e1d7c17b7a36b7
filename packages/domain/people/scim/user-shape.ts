import { complex, flag, link, moment, several, text, type ScimSchema, type ScimShape } from './scim-schema.ts';

export const enterpriseUser = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const throughlineUser = 'urn:ietf:params:scim:schemas:extension:throughline:2.0:User';

const display = text('display', 'A name to show.');
const exact = { caseExact: true } as const;
const readOnly = { mutability: 'readOnly' } as const;

const core: ScimSchema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:User',
  name: 'User',
  description: 'A person, as the directory knows them.',
  attributes: [
    text('userName', 'What the person signs in to the directory with. Unique, whatever the case of its letters.', {
      required: true,
      uniqueness: 'server',
    }),
    text('externalId', 'The id the directory knows the person by. Unique where there is one.', exact),
    complex('name', 'The parts of the name.', {
      subAttributes: [
        text('formatted', 'The whole name, to show.'),
        text('familyName', 'The family name.'),
        text('givenName', 'The given name.'),
        text('middleName', 'The middle name.'),
        text('honorificPrefix', 'What stands before the name.'),
        text('honorificSuffix', 'What stands behind the name.'),
      ],
    }),
    text('displayName', 'The name to show.'),
    text('nickName', 'Kept for the directory alone.'),
    link('profileUrl', 'Kept for the directory alone.'),
    text('title', 'Kept for the directory alone.'),
    text('userType', 'Kept for the directory alone.'),
    text('preferredLanguage', 'Kept for the directory alone.'),
    text('locale', 'Kept for the directory alone.'),
    text(
      'timezone',
      'IANA name, such as Europe/Berlin. Without one, the country and place of the work address decide.',
    ),
    flag('active', 'False from the day the person has left. Still here unless it says otherwise.'),
    several('emails', 'The work address, or else the primary one, is where invitations go.', {
      types: ['work', 'home', 'other'],
      more: [display],
    }),
    several('phoneNumbers', 'Kept for the directory alone.', {
      types: ['work', 'home', 'mobile', 'fax', 'pager', 'other'],
      more: [display],
    }),
    several('ims', 'Kept for the directory alone.', { types: [], more: [display] }),
    several('photos', 'Kept for the directory alone.', {
      types: ['photo', 'thumbnail'],
      value: link('value', 'Where the picture is.'),
      more: [display],
    }),
    several('addresses', 'Country and place of the work address tell a zone where no timezone does.', {
      types: ['work', 'home', 'other'],
      value: null,
      more: [
        text('formatted', 'The whole address, to show.'),
        text('streetAddress', 'Street and number.'),
        text('locality', 'City or place.'),
        text('region', 'State or region.'),
        text('postalCode', 'Postal code.'),
        text('country', 'ISO 3166-1 alpha-2, or the English name.'),
      ],
    }),
    complex('groups', 'The groups the person is in; changed through the groups.', {
      ...readOnly,
      multiValued: true,
      subAttributes: [
        text('value', 'The id of the group.', { ...readOnly, ...exact }),
        link('$ref', 'Where the group is.', { ...readOnly, referenceTypes: ['Group'] }),
        text('display', 'The name of the group.', readOnly),
        text('type', 'Always direct.', { ...readOnly, canonicalValues: ['direct'] }),
      ],
    }),
    several('entitlements', 'Kept for the directory alone.', { types: [], more: [display] }),
    several('roles', 'Kept for the directory alone: roles here are granted by an administrator.', {
      types: [],
      more: [display],
    }),
  ],
};

const enterprise: ScimSchema = {
  id: enterpriseUser,
  name: 'EnterpriseUser',
  description: 'Where the person stands in the company.',
  attributes: [
    text('employeeNumber', 'Kept for the directory alone.'),
    text('costCenter', 'A group of the person.'),
    text('organization', 'A group of the person.'),
    text('division', 'A group of the person.'),
    text('department', 'A group of the person.'),
    complex('manager', 'Who the person reports to. They may come later: the line is drawn as soon as they are here.', {
      subAttributes: [
        text('value', 'The id of the manager, or the externalId or userName of somebody still to come.', exact),
        link('$ref', 'Where the manager is.', { ...readOnly, referenceTypes: ['User'] }),
        text('displayName', 'The name of the manager.', readOnly),
      ],
    }),
  ],
};

const throughline: ScimSchema = {
  id: throughlineUser,
  name: 'ThroughlineUser',
  description: 'What career conversations need to know besides.',
  attributes: [
    moment(
      'startDate',
      'First day of employment; only the day counts. Without one the person is an existing employee.',
    ),
    moment('endDate', 'Last day of employment, inclusive; only the day counts.'),
    text('country', 'Whose public holidays hold: ISO 3166-1 alpha-2, with a region where it matters, such as DE-BE.'),
    text('level', 'For policies that differ by level.'),
    moment('lastCareerConversationDate', 'From before Throughline; the first due date is counted from it.'),
  ],
};

export const userShape: ScimShape = {
  name: 'User',
  core,
  extensions: [enterprise, throughline],
  dropped: new Set(['password', 'x509certificates']),
};
