import type { Organization } from '@throughline/db/organization-store.ts';

/** Whether sweeps work for this organisation: a draft sends only what an administrator presses, a paused one nothing. */
export function isServed({ state }: Pick<Organization, 'state'>): boolean {
  return state === 'pilot' || state === 'live';
}
