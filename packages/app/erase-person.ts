import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { erasureStore } from '@throughline/db/erasure-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { hasLeft } from '@throughline/domain/people/person.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';

/** What is erased and what is kept, in words for whoever does it. infra/privacy/data-and-access.md has the same. */
export const erasure = {
  erased: [
    'names, address, ids of HR system and directory, groups, zone, hours, leave, exemptions, roles',
    'of their own conversations everything but dates and states; of those they held as a manager the events, what they prepared and what names them',
    'calendar accounts and tokens, sign-ins, their mails and weekly emails; their name in the weekly emails of others',
  ],
  kept: [
    'an id, who they reported to, the last day, and dates and states of conversations: the figures of others are counted from them',
    'the audit, which holds ids alone',
    'what a report prepared for them: it is the report’s',
    'entries in calendars and grants at a provider: the company’s own, to be removed there',
  ],
} as const;

export type Erased =
  | { readonly kind: 'erased'; readonly conversations: number }
  /** HR still states them: what is erased would come back with the next import. */
  | { readonly kind: 'still_here' }
  /** It goes by itself, minutes after they left. */
  | { readonly kind: 'date_stands' }
  | { readonly kind: 'not_found' };

/** Forgets somebody who has left, for good. Put on record by id. */
export function erasePerson(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, externalId, actor }: { organizationId: string; externalId: string; actor: AuditActor },
): Promise<Erased> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx): Promise<Erased> => {
    const people = peopleStore(tx);
    await people.lockForImport();
    const organization = await organizationStore(tx).byId(organizationId);
    const [person] = await people.known({ ids: [], externalIds: [externalId], emails: [] });
    if (person === undefined || organization === null) return { kind: 'not_found' };
    const today = localDateOf({ instant: now, timeZone: organization.timeZone });
    if (!hasLeft({ person, on: today })) return { kind: 'still_here' };
    const store = erasureStore(tx);
    if (await store.hasDate(person.id)) return { kind: 'date_stands' };
    const { id: personId, displayName, workEmail } = person;
    const conversations = await store.eraseConversations(personId);
    await store.eraseRest({ personId, displayName, workEmail });
    const lastDay = person.endDate ?? localDateOf({ instant: person.updatedAt, timeZone: organization.timeZone });
    await store.anonymise({ personId, lastDay });
    const entry = { actor, action: 'person.erased', subjectKind: 'person', subjectId: personId, details: {} };
    await auditStore(tx).append({ at: now, entry });
    return { kind: 'erased', conversations };
  });
}
