import type { Role } from '@throughline/contracts/pages/session.ts';

const words: Readonly<Record<Role, string>> = {
  report: 'report',
  manager: 'manager',
  leader: 'manager of managers',
  hr: 'HR',
  leadership: 'leadership',
  administrator: 'administrator',
};

export function rolesInWords(roles: readonly Role[]): string {
  return new Intl.ListFormat('en').format(roles.map((role) => words[role]));
}
