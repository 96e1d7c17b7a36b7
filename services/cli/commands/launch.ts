import type { Command } from 'commander';
import { launchOrganization, type LaunchTarget } from '@throughline/app/launch-organization.ts';
import { previewLaunch, type PreviewedConversation } from '@throughline/app/preview-launch.ts';
import type { Audience } from '@throughline/domain/policy/policy.ts';
import { argument, audience } from '../input.ts';
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
      const answer = await previewLaunch(context, { organizationId, target });
      if (answer.kind === 'refused') return refuseState(answer);
      return json ? resultJson(answer.conversations.map(toJson)) : printPreview(answer.conversations);
    }
    const launched = await launchOrganization(context, { organizationId, target, actor: operator });
    if (launched.kind === 'refused') return refuseState(launched);
    say(`${organization.name} is launched. The rollout counts from today; the workers begin within minutes.`);
    result(target.kind === 'pilot' ? 'pilot' : 'live');
  });
}

function printPreview(conversations: readonly PreviewedConversation[]): void {
  result(
    table({
      headings: ['invited from', 'due', 'report', 'manager', 'manager’s calendar'],
      rows: conversations.map((conversation) => [
        conversation.invitedFrom.toString(),
        conversation.dueOn.toString(),
        conversation.report,
        conversation.manager,
        calendarWords(conversation),
      ]),
    }),
  );
  const waiting = conversations.filter(({ managerIsConnected }) => !managerIsConnected).length;
  say(`Conversations: ${conversations.length}, of them once the manager has connected a calendar: ${waiting}.`);
  if (conversations.some(({ administratorFirst }) => administratorFirst !== null)) {
    say(
      'Managers who wait for an administrator are asked to connect once that has granted: see Calendars in the pages.',
    );
  }
  say('Nothing was stored or sent.');
}

function calendarWords({ managerIsConnected, administratorFirst }: PreviewedConversation): string {
  if (managerIsConnected) return 'connected';
  if (administratorFirst === null) return 'asked to connect first';
  return `waits for your ${providerNames[administratorFirst]} administrator`;
}

function toJson(conversation: PreviewedConversation) {
  const { reportId, report, manager, dueOn, invitedFrom, managerIsConnected, administratorFirst } = conversation;
  return {
    report_id: reportId,
    report,
    manager,
    due_on: dueOn,
    invited_from: invitedFrom,
    manager_is_connected: managerIsConnected,
    waits_for_administrator_of: administratorFirst,
  };
}
