import type { Command } from 'commander';
import { launchOrganization, type LaunchTarget } from '@throughline/app/launch-organization.ts';
import type { PairAtLaunch } from '@throughline/app/launch-pairs.ts';
import { reviewLaunch, type ReviewedLaunch } from '@throughline/app/review-launch.ts';
import type { Audience } from '@throughline/domain/policy/policy.ts';
import { argument, audience } from '../input.ts';
import { launchInWords } from '../launch-in-words.ts';
import { providerNames } from '../provider-names.ts';
import { refuseState } from '../state-refusal.ts';
import { table } from '../table.ts';
import { result, resultJson, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type LaunchOptions = OrganizationOption & {
  readonly preview?: true;
  readonly pilot?: Audience;
  readonly json?: true;
};

export function registerLaunch(command: Command): void {
  command
    .option('--preview', 'show who would be invited when; nothing is stored or sent')
    .option('--pilot <audience>', 'for one audience alone: group=…, level=…, country=… or person=…', argument(audience))
    .option('--json', 'with --preview: the list as JSON')
    .option(...organizationOption)
    .action(launch);
}

async function launch({ preview, pilot, json, ...options }: LaunchOptions): Promise<void> {
  const target: LaunchTarget =
    pilot === undefined || pilot.kind === 'everyone' ? { kind: 'everyone' } : { kind: 'pilot', audience: pilot };
  await withOrganization(options, async ({ context, organization }) => {
    const organizationId = organization.id;
    if (preview) {
      const answer = await reviewLaunch(context, { organizationId, target });
      if (answer.kind === 'refused') return refuseState(answer);
      return json ? resultJson(answer.pairs.map(toJson)) : printReview(answer);
    }
    const launched = await launchOrganization(context, { organizationId, target, actor: operator });
    if (launched.kind === 'refused') return refuseState(launched);
    say(`${organization.name} is launched. The rollout counts from today; the workers begin within minutes.`);
    if (launched.announcedTo > 0) {
      say(`The announcement goes to ${launched.announcedTo} people now; invitations leave three working days later.`);
    }
    result(target.kind === 'pilot' ? 'pilot' : 'live');
  });
}

function printReview(reviewed: ReviewedLaunch): void {
  const { pairs } = reviewed;
  result(
    table({
      headings: ['invited from', 'due', 'report', 'manager', 'manager’s calendar'],
      rows: pairs.map((pair) => [
        pair.invitedFrom.toString(),
        pair.dueOn.toString(),
        pair.report.displayName,
        pair.manager.displayName,
        calendarWords(pair),
      ]),
    }),
  );
  const waiting = pairs.filter(({ managerIsConnected }) => !managerIsConnected).length;
  say(`Conversations: ${pairs.length}, of them once the manager has connected a calendar: ${waiting}.`);
  if (pairs.some(({ administratorFirst }) => administratorFirst !== null)) {
    say(
      'Managers who wait for an administrator are asked to connect once that has granted: see Calendars in the pages.',
    );
  }
  for (const line of launchInWords(reviewed)) say(line);
}

function calendarWords({ managerIsConnected, administratorFirst }: PairAtLaunch): string {
  if (managerIsConnected) return 'connected';
  if (administratorFirst === null) return 'asked to connect first';
  return `waits for your ${providerNames[administratorFirst]} administrator`;
}

function toJson({
  report,
  manager,
  dueOn,
  invitedFrom,
  isLeaders,
  managerIsConnected,
  administratorFirst,
}: PairAtLaunch) {
  return {
    report_id: report.id,
    report: report.displayName,
    manager: manager.displayName,
    due_on: dueOn,
    invited_from: invitedFrom,
    is_leaders_own: isLeaders,
    manager_is_connected: managerIsConnected,
    waits_for_administrator_of: administratorFirst,
  };
}
