import { storeConversations, type GivenConversation } from '@throughline/app/testing/some-conversations.ts';
import type { Company } from '@throughline/app/testing/a-company.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { exemption } from '@throughline/db/schema/tables.ts';
import { anOrganization, aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import { grades } from '@throughline/domain/conversation/conversation.ts';
import { exemptionCategories } from '@throughline/domain/people/exemption.ts';
import { aPolicy, aReportingLine } from '@throughline/domain/testing/builders.ts';
import type { ApiContext } from './api-context.ts';

type Draw = (below: number) => number;
const hours = (count: number) => ({ hours: count });

/** Forty to ninety people in a tree with groups across it, some away, exempt or gone, and whatever history each has. The first of them is HR. */
export async function aRandomOrganisation({
  context: { db, clock },
  seed,
}: {
  context: ApiContext['context'];
  seed: number;
}): Promise<Company> {
  const draw = drawing(seed);
  const now = clock.now();
  const today = now.toZonedDateTimeISO('Europe/Berlin').toPlainDate();
  const organization = anOrganization({ name: `Organisation ${seed}` });
  const policy = aPolicy({ id: uuid() });
  const span = 3 + draw(3);
  const people = Array.from({ length: 40 + draw(50) }, (_, place): StoredPerson => {
    const isLeaver = place > 12 && draw(7) === 0;
    return aStoredPerson({
      displayName: `Person ${place}`,
      groups: [`Team ${place % 4}`, ...(draw(3) === 0 ? ['=Guild, "of" all'] : [])],
      country: null,
      endDate: isLeaver ? today.subtract({ days: 1 + draw(500) }) : null,
      status: isLeaver && draw(2) === 0 ? 'inactive' : 'active',
    });
  });
  const managerOf = new Map(
    people.slice(1).map(({ id }, index) => [id, people[Math.floor(index / span)]!.id] as const),
  );
  const hr = people[0]!;
  await db.inOrganization(organization.id, async (tx) => {
    await organizationStore(tx).insert(organization);
    await policyStore(tx).publish({ policy, note: null, now: organization.createdAt });
    await peopleStore(tx).put(people);
    const put = [...managerOf].map(([reportId, managerId]) => ({
      ...aReportingLine({ reportId, managerId }),
      id: uuid(),
    }));
    await reportingLineStore(tx).replace({ removedIds: [], put });
    await accessStore(tx).grantRole({
      personId: hr.id,
      role: 'hr',
      grantedById: null,
      grantedAt: organization.createdAt,
    });
    for (const { id } of people.filter(() => draw(12) === 0)) {
      await peopleStore(tx).putLeaves([
        {
          personId: id,
          startsOn: today.subtract({ days: draw(20) }),
          endsOn: today.add({ days: draw(9) }),
          externalId: null,
        },
      ]);
    }
    for (const { id } of people.filter(() => draw(15) === 0)) {
      const category = exemptionCategories[draw(exemptionCategories.length)] ?? 'other';
      const dates = { startsOn: today.subtract({ days: 30 }), endsOn: today.add({ days: 30 - draw(50) }) };
      await tx.insert(exemption).values({ personId: id, category, ...dates, createdAt: organization.createdAt });
    }
    for (const { id, workEmail } of people.filter((_, place) => place < 25 && draw(4) > 0)) {
      const tokens = {
        refreshToken: Buffer.from('r'),
        accessToken: Buffer.from('a'),
        accessTokenExpiresAt: now,
        scopes: [],
      };
      const account = { provider: 'google', purpose: 'organize', accountSubject: id, accountEmail: workEmail } as const;
      const grant = { id: uuid(), personId: id, ...account, tokens, planHeldUntil: null };
      await connectionStore(tx).insert({ grant, now: now.subtract(hours(1 + draw(30))) });
    }
  });
  const company = { organization, policy, chief: hr, directors: [], managers: [], staff: people, hr, managerOf };
  const given = [...managerOf.keys()].flatMap((reportId) => historyOf({ reportId, draw, now, today }));
  await storeConversations({ db, company, given });
  return company;
}

function historyOf({
  reportId,
  draw,
  now,
  today,
}: {
  reportId: string;
  draw: Draw;
  now: Temporal.Instant;
  today: Temporal.PlainDate;
}): readonly GivenConversation[] {
  const ended = draw(4);
  const over = Array.from({ length: ended }, (_, index): GivenConversation => {
    const grade = grades[draw(grades.length)] ?? 'none';
    const startsAt = now.subtract(hours(24 * (170 * (ended - index) + draw(60))));
    const isHeld = grade !== 'claimed' && grade !== 'none';
    return {
      reportId,
      sequence: index + 1,
      state: isHeld ? 'held' : 'unconfirmed',
      grade,
      heldOn: isHeld ? startsAt.toZonedDateTimeISO('UTC').toPlainDate() : null,
      dueOn: startsAt
        .toZonedDateTimeISO('UTC')
        .toPlainDate()
        .add({ days: draw(20) }),
      bookedAt: startsAt.subtract(hours(24 * (5 + draw(40)))),
      startsAt,
      endsAt: startsAt.add(hours(1)),
      openedAt: startsAt.subtract(hours(24 * 60)),
      closedAt: startsAt.add(hours(24)),
      earlyRequest: draw(6) === 0,
    };
  });
  if (draw(9) === 0) return over;
  const open = {
    reportId,
    sequence: ended + 1,
    dueOn: today.subtract({ days: 40 }).add({ days: draw(170) }),
    managerMoves: draw(5) === 0 ? 1 + draw(3) : 0,
    openedAt: now.subtract(hours(24 * (20 + draw(500)))),
  };
  if (draw(3) === 0) return [...over, open];
  const startsAt = now.add(hours(24 * draw(60) - 24 * 6));
  const times = { bookedAt: now.subtract(hours(24 * draw(40) + 24 * 6)), startsAt, endsAt: startsAt.add(hours(1)) };
  const isOver = Temporal.Instant.compare(times.endsAt, now) <= 0;
  return [...over, { ...open, ...times, state: isOver && draw(2) === 0 ? 'awaiting_confirmation' : 'booked' }];
}

/** Small whole numbers from a seed (mulberry32). */
function drawing(seed: number): Draw {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
