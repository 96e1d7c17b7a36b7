import type { Database } from '@throughline/db/database.ts';
import { day } from '@throughline/domain/testing/builders.ts';
import { aCompany, type Company } from './a-company.ts';
import { storeConversations } from './some-conversations.ts';

/** A company on 1 March 2027 that lets leaders see figures: everybody had a conversation in autumn, and the next is due. */
export async function aLivedCompany({ db, syncedAt }: { db: Database; syncedAt: Temporal.Instant }): Promise<Company> {
  const company = await aCompany({ db, syncedAt });
  const startsAt = Temporal.Instant.from('2026-11-20T09:00:00Z');
  const given = [...company.directors, ...company.managers, ...company.staff].flatMap(({ id: reportId }, index) => [
    {
      reportId,
      state: 'held' as const,
      grade: 'confirmed' as const,
      heldOn: day('2026-11-20'),
      bookedAt: startsAt.subtract({ hours: 24 * 30 }),
      startsAt,
      endsAt: startsAt.add({ hours: 1 }),
      closedAt: startsAt.add({ hours: 8 }),
    },
    { reportId, sequence: 2, dueOn: day('2027-02-20').add({ days: 3 * index }) },
  ]);
  await storeConversations({ db, company, given });
  return company;
}
