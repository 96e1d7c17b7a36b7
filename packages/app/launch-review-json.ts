import type { LaunchReviewResponse } from '@throughline/contracts/pages/launch.ts';
import type { CapacityWarning } from '@throughline/domain/policy/preview-managers.ts';
import { mondayOf } from '@throughline/domain/time/iso-week.ts';
import type { ReviewedLaunch } from './review-launch.ts';

/** As many names as one list shows. */
const mostNamed = 200;

/** A review as the page gets it. Under a works council's terms single managers' hours are left out. */
export function launchReviewOf({
  review,
  people,
  invitation,
  hasWorksCouncil,
  today,
}: ReviewedLaunch): LaunchReviewResponse {
  const named = (id: string) => ({ id, displayName: people.get(id)?.displayName ?? 'Somebody HR has not sent' });
  const some = <From, To>(all: readonly From[], each: (one: From) => To) => ({
    count: all.length,
    some: all.slice(0, mostNamed).map(each),
  });
  const { managers, firstWave, leaders, hours } = review;
  return {
    conversations: review.conversations,
    managers: {
      connected: managers.connected,
      toConnect: some(managers.toConnect, named),
      administratorFirst: some(managers.administratorFirst, named),
    },
    withoutZone: some(review.withoutZone, named),
    withoutCommonHour: some(review.withoutCommonHour, ({ reportId, managerId }) => ({
      report: named(reportId),
      manager: named(managerId),
    })),
    firstInvitationOn: review.firstInvitationOn?.toString() ?? null,
    weeks: review.weeks.map(({ startsOn, ...counts }) => ({ startsOn: startsOn.toString(), ...counts })),
    firstWave: firstWave && { ...firstWave, startsOn: firstWave.startsOn.toString() },
    leaders: { conversations: leaders.conversations, lastDueOn: leaders.lastDueOn?.toString() ?? null },
    months: monthsOf(review),
    overCapacity: hours.filter(({ warning }) => warning !== null).length,
    hours: hasWorksCouncil
      ? null
      : some(hours, ({ managerId, conversations, minutes, months, warning }) => ({
          manager: named(managerId),
          conversations,
          minutes,
          months: [...months],
          warning: warning && warningSentence({ warning, today }),
        })),
    invitation: invitation && invitationOf(invitation),
  };
}

function monthsOf({ hours }: ReviewedLaunch['review']): LaunchReviewResponse['months'] {
  const byMonth = Map.groupBy(
    hours.flatMap(({ months }) => months),
    ({ month }) => month,
  );
  return [...byMonth]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, parts]) => ({
      month,
      conversations: parts.reduce((sum, part) => sum + part.conversations, 0),
      minutes: parts.reduce((sum, part) => sum + part.minutes, 0),
    }));
}

function warningSentence({ warning, today }: { warning: CapacityWarning; today: Temporal.PlainDate }): string {
  const monday = (week: number) => mondayOf(today).add({ days: week * 7 });
  const last = monday(warning.toWeek).add({ days: 6 });
  return `${warning.due} fall due from ${monday(warning.fromWeek).toString()} to ${last.toString()}; the weeks in which they can take place have room for ${warning.room}.`;
}

function invitationOf({
  manager,
  report,
  draft,
}: NonNullable<ReviewedLaunch['invitation']>): NonNullable<LaunchReviewResponse['invitation']> {
  const side = ({ id, displayName, timeZone, workEmail: email }: typeof manager) => ({
    id,
    displayName,
    timeZone,
    email,
  });
  return {
    title: draft.title,
    text: draft.bodyText,
    category: draft.category,
    startsAt: draft.start.toString(),
    endsAt: draft.end.toString(),
    manager: side(manager),
    report: side(report),
  };
}
