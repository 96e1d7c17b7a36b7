import { announcementStore } from '@throughline/db/announcement-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { whetherHoursMeet } from '@throughline/domain/launch/common-hour.ts';
import { launchReview, type LaunchReview } from '@throughline/domain/launch/launch-review.ts';
import type { Person } from '@throughline/domain/people/person.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { StateRefusal } from './change-organization-state.ts';
import type { AppContext } from './context.ts';
import { launchPairs, type PairAtLaunch } from './launch-pairs.ts';
import { launched, type LaunchTarget } from './launch-organization.ts';
import { sampleInvitation, type SampleInvitation } from './sample-invitation.ts';
import { loadWorkforce } from './workforce.ts';

export type ReviewedLaunch = {
  readonly kind: 'review';
  readonly review: LaunchReview;
  /** The first to be invited first. */
  readonly pairs: readonly PairAtLaunch[];
  /** Everybody the review names, by id. */
  readonly people: ReadonlyMap<string, Person>;
  /** What the first pair would find in their calendars; null where there is nobody to invite. */
  readonly invitation: SampleInvitation | null;
  /** Single managers' hours are not told of. */
  readonly hasWorksCouncil: boolean;
  /** By the organisation's date. */
  readonly today: Temporal.PlainDate;
};

/** What a launch now would come to. Reads only: nothing is stored or sent. */
export async function reviewLaunch(
  { db, clock, publicUrl }: Pick<AppContext, 'db' | 'clock' | 'publicUrl'>,
  { organizationId, target }: { organizationId: string; target: LaunchTarget },
): Promise<ReviewedLaunch | StateRefusal> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const standing = await loadWorkforce({ tx, organizationId, now });
    const organization = launched({ organization: standing.organization, target, now });
    if ('kind' in organization) return organization;
    const workforce = { ...standing, organization };
    const pairs = launchPairs({ workforce, isAnnounced: await isToldFirst(tx), now });
    const today = localDateOf({ instant: now, timeZone: organization.timeZone });
    const doHoursMeet = whetherHoursMeet({ today });
    return {
      kind: 'review',
      review: launchReview({ pairs: pairs.map((pair) => judged({ pair, doHoursMeet })), today }),
      pairs,
      people: workforce.people,
      invitation: await sampleInvitation({ publicUrl }, { tx, pairs, leavesOf: workforce.leavesOf, today }),
      hasWorksCouncil: organization.worksCouncil,
      today,
    };
  });
}

/** Whether the next launch has an announcement that anybody could still be waiting for. */
async function isToldFirst(tx: Transaction): Promise<boolean> {
  return (await announcementStore(tx).read()) !== null;
}

function judged({ pair, doHoursMeet }: { pair: PairAtLaunch; doHoursMeet: ReturnType<typeof whetherHoursMeet> }) {
  const { report, manager, rules, dueOn, invitedFrom, isLeaders, managerIsConnected } = pair;
  const withoutZone = [report, manager].flatMap(({ id, timeZone }) => (timeZone === null ? id : []));
  const hoursMeet = withoutZone.length > 0 || doHoursMeet({ manager, report, rules });
  const toConnect = pair.administratorFirst === null ? 'to_connect' : 'administrator_first';
  const managerCalendar = managerIsConnected ? 'connected' : toConnect;
  return {
    reportId: report.id,
    managerId: manager.id,
    dueOn,
    invitedFrom,
    isLeaders,
    managerCalendar,
    withoutZone,
    hoursMeet,
    rules,
  } as const;
}
