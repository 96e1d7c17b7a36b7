import type { Unit } from '@throughline/domain/coverage/units.ts';
import type { Workforce } from './workforce.ts';

/** What people call a part of the organisation. */
export function unitName({
  unit,
  workforce,
}: {
  unit: Unit;
  workforce: Pick<Workforce, 'organization' | 'people'>;
}): string {
  switch (unit.kind) {
    case 'everyone':
      return workforce.organization.name;
    case 'leader':
      return `${workforce.people.get(unit.leaderId)?.displayName ?? 'Somebody who has left'} and everyone below`;
    case 'group':
      return unit.group;
  }
}
