export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const ours = 'urn:ietf:params:scim:schemas:extension:throughline:2.0:User';
export const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** Everything a test directory says of a person, flat: one value for each, or none. */
export const slotNames = [
  'userName',
  'externalId',
  'displayName',
  'title',
  'nickName',
  'locale',
  'timezone',
  'active',
  'name.givenName',
  'name.familyName',
  'name.formatted',
  'emails.work',
  'emails.home',
  /** Which of the two is the primary one. */
  'emails.primary',
  'phoneNumbers.work',
  'phoneNumbers.mobile',
  'addresses.work.country',
  'addresses.work.locality',
  'addresses.work.streetAddress',
  'enterprise.employeeNumber',
  'enterprise.department',
  'enterprise.costCenter',
  'manager',
  'ours.startDate',
  'ours.level',
  'ours.country',
] as const;
export type Slot = (typeof slotNames)[number];
export type Slots = { readonly [slot in Slot]?: string | boolean };

type Values = { readonly [name: string]: unknown };

/** The same of a resource, read as a directory would: by what each thing is called and what type it has. */
export function slotsOf(resource: object): Slots {
  const values = resource as Values;
  const of = (name: string) => (values[name] ?? {}) as Values;
  const typed = (name: string, type: string) =>
    ((values[name] ?? []) as readonly Values[]).find((value) => value['type'] === type) ?? {};
  const read: Record<Slot, unknown> = {
    userName: values['userName'],
    externalId: values['externalId'],
    displayName: values['displayName'],
    title: values['title'],
    nickName: values['nickName'],
    locale: values['locale'],
    timezone: values['timezone'],
    active: values['active'],
    'name.givenName': of('name')['givenName'],
    'name.familyName': of('name')['familyName'],
    'name.formatted': of('name')['formatted'],
    'emails.work': typed('emails', 'work')['value'],
    'emails.home': typed('emails', 'home')['value'],
    'emails.primary': ((values['emails'] ?? []) as readonly Values[]).find(({ primary }) => primary === true)?.['type'],
    'phoneNumbers.work': typed('phoneNumbers', 'work')['value'],
    'phoneNumbers.mobile': typed('phoneNumbers', 'mobile')['value'],
    'addresses.work.country': typed('addresses', 'work')['country'],
    'addresses.work.locality': typed('addresses', 'work')['locality'],
    'addresses.work.streetAddress': typed('addresses', 'work')['streetAddress'],
    'enterprise.employeeNumber': of(enterprise)['employeeNumber'],
    'enterprise.department': of(enterprise)['department'],
    'enterprise.costCenter': of(enterprise)['costCenter'],
    manager: (of(enterprise)['manager'] as Values | undefined)?.['value'],
    'ours.startDate': of(ours)['startDate'],
    'ours.level': of(ours)['level'],
    'ours.country': of(ours)['country'],
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}
