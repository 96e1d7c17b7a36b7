import { ScimRefusal } from '@throughline/domain/people/scim/scim-refusal.ts';

/** Nothing of that id is here; another organisation's ids are as unknown as any. */
export function unknownResource(id: string): ScimRefusal {
  return new ScimRefusal({ status: 404, detail: `Resource ${id} not found.` });
}

export function taken(what: string): ScimRefusal {
  return new ScimRefusal({ status: 409, scimType: 'uniqueness', detail: `Somebody else has ${what}.` });
}

/** RFC 7644 §3.14: what the client last saw is not what is here. */
export function changedMeanwhile(): ScimRefusal {
  return new ScimRefusal({ status: 412, detail: 'The resource has changed since: read it again.' });
}

/** Our ids are UUIDs of version 7 (RFC 9562), which no directory makes: one that is not here is another organisation's. */
export function isIdOfOurs(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(value);
}

export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}
