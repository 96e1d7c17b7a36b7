import { peopleStore } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { anOrganization, aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { rolesOn } from '@throughline/domain/people/roles.ts';
import { day } from '@throughline/domain/testing/builders.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testContext } from './testing/test-context.ts';
import { loadViewer } from './viewer.ts';

const { db } = await testContext();
const today = day('2027-01-20');

/** Who reports to whom among six people, over time: each entry replaces the one before. */
const someLines = fc.array(
  fc.record({ report: fc.nat(5), manager: fc.nat(5), from: fc.nat(60), days: fc.option(fc.nat(60), { nil: null }) }),
  { maxLength: 10 },
);

test('a person’s roles are those the whole organisation’s lines give them', async () => {
  await fc.assert(
    fc.asyncProperty(someLines, async (given) => {
      const organization = anOrganization();
      const people = Array.from({ length: 6 }, () => aStoredPerson());
      const start = today.subtract({ days: 30 });
      const open = new Set<number>();
      const put = given.flatMap(({ report, manager, from, days }) => {
        // A report has one line without an end.
        if (report === manager || (days === null && open.has(report))) return [];
        if (days === null) open.add(report);
        const validFrom = start.add({ days: from });
        const validTo = days === null ? null : validFrom.add({ days: days + 1 });
        return [{ id: uuid(), reportId: people[report]!.id, managerId: people[manager]!.id, validFrom, validTo }];
      });
      await db.inOrganization(organization.id, async (tx) => {
        await organizationStore(tx).insert(organization);
        await peopleStore(tx).put(people);
        await reportingLineStore(tx).replace({ removedIds: [], put });
        const lines = await reportingLineStore(tx).all();
        for (const { id: personId } of people) {
          const viewer = await loadViewer({ tx, organizationId: organization.id, personId, today });
          expect(viewer?.roles).toEqual(rolesOn({ lines, personId, on: today }));
        }
      });
    }),
    { numRuns: 40, seed: 20270120 },
  );
});
