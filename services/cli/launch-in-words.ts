import type { ReviewedLaunch } from '@throughline/app/review-launch.ts';

/** What a launch would come to, as the page says it, for whoever reads it in a terminal. */
export function launchInWords({ review, people, invitation, hasWorksCouncil }: ReviewedLaunch): readonly string[] {
  const { managers, firstWave, leaders, firstInvitationOn, withoutZone, withoutCommonHour, hours } = review;
  const named = (ids: readonly string[]) => ids.map((id) => people.get(id)?.displayName ?? id).join(', ');
  const some = (title: string, ids: readonly string[]) =>
    ids.length === 0 ? `${title}: none.` : `${title}: ${ids.length} (${named(ids)}).`;
  const pairs = withoutCommonHour.map(({ reportId, managerId }) => `${named([reportId])} with ${named([managerId])}`);
  const over = hours.filter(({ warning }) => warning !== null);
  return [
    `First invitation: ${firstInvitationOn?.toString() ?? 'nobody would be invited'}.`,
    `Managers who have connected a calendar: ${managers.connected}.`,
    some('Managers who are asked to connect first', managers.toConnect),
    some('Managers who wait for an administrator', managers.administratorFirst),
    some('People whose time zone is unknown, listed and not booked', withoutZone),
    pairs.length === 0
      ? 'Pairs without an hour in common: none.'
      : `Pairs without an hour in common: ${pairs.length} (${pairs.join('; ')}).`,
    ...(firstWave
      ? [
          `First week in which any are due: ${firstWave.startsOn.toString()}, ${firstWave.due}, of leaders ${firstWave.ofLeaders} of ${leaders.conversations}.`,
        ]
      : []),
    ...(hasWorksCouncil
      ? []
      : hours.map(
          ({ managerId, minutes, months }) =>
            `Hours of ${named([managerId])}: ${hoursText(minutes)} (${months.map((one) => `${one.month}: ${hoursText(one.minutes)}`).join(', ')}).`,
        )),
    `Managers whose weeks do not hold what falls due: ${over.length}${hasWorksCouncil || over.length === 0 ? '' : ` (${named(over.map(({ managerId }) => managerId))})`}.`,
    ...(invitation
      ? ['', 'One invitation as it would arrive, its time an example:', ...invitationText(invitation)]
      : []),
    '',
    'Nothing has been sent.',
  ];
}

function invitationText({ manager, report, draft }: NonNullable<ReviewedLaunch['invitation']>): readonly string[] {
  const at = (timeZone: string | null) =>
    draft.start.toZonedDateTimeISO(timeZone ?? draft.timeZone).toString({ smallestUnit: 'minute', offset: 'never' });
  return [
    `  ${draft.title}`,
    `  for ${manager.displayName}, in their own calendar as its organizer: ${at(manager.timeZone)}`,
    `  for ${report.displayName}, as an invitation from ${draft.organizerEmail}: ${at(report.timeZone)}`,
    '',
    ...draft.bodyText.split('\n').map((line) => (line === '' ? '' : `  ${line}`)),
  ];
}

function hoursText(minutes: number): string {
  return `${Math.round((minutes / 60) * 10) / 10} h`;
}
