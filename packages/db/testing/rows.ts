import { randomUUIDv7 } from 'node:crypto';
import { aPerson, at } from '@throughline/domain/testing/builders.ts';
import type { Organization } from '../organization-store.ts';
import type { StoredPerson } from '../people-store.ts';

/** Rows for tests: whole and ordinary, of which a test states only what it is about. */

export const uuid = (): string => randomUUIDv7();

export function anOrganization(given: Partial<Organization> = {}): Organization {
  const { id = uuid() } = given;
  return {
    id,
    slug: `organization-${id}`,
    name: 'Example',
    state: 'live',
    stateBeforePause: null,
    demo: false,
    mailDomains: ['example.com'],
    timeZone: 'Europe/Berlin',
    ssoOnly: false,
    oidcIssuer: null,
    attendance: false,
    pilotAudience: null,
    formerPilotAudience: null,
    pulse: false,
    worksCouncil: false,
    launchedOn: Temporal.PlainDate.from('2026-11-02'),
    createdAt: at('2026-11-02T08:00:00Z'),
    ...given,
  };
}

export function aStoredPerson(given: Partial<StoredPerson> = {}): StoredPerson {
  const { id = uuid() } = given;
  return {
    ...aPerson({ id, workEmail: `${id}@example.com` }),
    lastCareerConversationOn: null,
    updatedAt: at('2026-11-02T08:00:00Z'),
    ...given,
  };
}
