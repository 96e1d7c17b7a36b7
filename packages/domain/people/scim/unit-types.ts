import { isObject } from './coerce-value.ts';
import type { ScimDocument } from './scim-schema.ts';
import { statedPerson } from './stated-person.ts';
import { enterpriseUser } from './user-shape.ts';

const types = {
  department: 'DEPARTMENT',
  costCenter: 'COST_CENTER',
  division: 'BUSINESS_UNIT',
  organization: 'BUSINESS_UNIT',
} as const;

export type UnitType = { readonly name: string; readonly type: (typeof types)[keyof typeof types] };

/** What kind of group each unit is that a directory states of a person. */
export function unitTypesIn(document: ScimDocument): readonly UnitType[] {
  const enterprise = document[enterpriseUser];
  if (!isObject(enterprise)) return [];
  return Object.entries(types).flatMap(([attribute, type]) => {
    // Named as the person's group is.
    const [name] = statedPerson({ [enterpriseUser]: { [attribute]: enterprise[attribute] } }).units;
    return name === undefined ? [] : [{ name, type }];
  });
}
