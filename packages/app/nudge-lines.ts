import type { StoredConversation } from '@throughline/db/conversation-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { confirmationWindowEnd } from '@throughline/domain/conversation/outcome.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { newestVersionOf } from '@throughline/domain/policy/resolve-policy.ts';
import type { Nudge } from '@throughline/domain/reminders/nudge-plan.ts';
import { isBefore, localDateOf } from '@throughline/domain/time/local-date.ts';
import { confirmUrl, connectUrl, pageUrls, timesUrl } from './mail-links.ts';
import { mayBeAskedNow, zoneOf } from './mail-occasion.ts';
import type { MailOccasion, MailWriting } from './mail-occasion.ts';
import type { NudgeLine } from './ports/nudge-line.ts';
import { loadStandingNudges, type StandingNudges } from './standing-nudges.ts';

type Standing = StandingNudges['standing'][number];
type Line<Kind extends NudgeLine['kind']> = Extract<NudgeLine, { kind: Kind }>;

/** The lines of one mail about what slipped, as things stand; one about each thing, whatever number of steps it took. */
export async function nudgeLines(context: MailWriting, occasion: MailOccasion): Promise<readonly NudgeLine[]> {
  const { standing, people, policies } = await loadStandingNudges(occasion);
  if (standing.length === 0) return [];
  const nameOf = (personId: string | null) => people.get(personId ?? '')?.displayName ?? 'the manager';
  const withTimes = await proposalStore(occasion.tx).havingOpen(standing.map(({ conversation }) => conversation.id));
  const mayConnect = await mayBeAskedNow(context, occasion);
  const about = (...whos: readonly Nudge['step']['who'][]) =>
    standing.filter(({ nudge }) => whos.includes(nudge.step.who));
  const urls = pageUrls(context);

  const own = about('report', 'manager').map(({ nudge, conversation }): NudgeLine => {
    const { who, when, text = null } = nudge.step;
    const { id, reportId, managerId, managerMoves, dueOn } = conversation;
    switch (when) {
      case 'after_silence':
        return didItHappen({ context, occasion, conversation, policies, managerName: nameOf(managerId), text });
      case 'moved_often': {
        const bossIsTold = tellsBoss({ conversation, policies, occasion });
        const url = urls.conversation(id);
        return { kind: 'help_is_there', reportName: nameOf(reportId), moves: managerMoves, bossIsTold, url, text };
      }
      case 'before_due':
      case 'due_without_a_date':
        return {
          kind: 'needs_a_date',
          otherName: nameOf(who === 'report' ? managerId : reportId),
          dueOn,
          isPast: isBefore(dueOn, localDateOf({ instant: occasion.now, timeZone: zoneOf(occasion) })),
          click: clickOf({ context, occasion, conversation, hasTimes: withTimes.has(id), mayConnect, policies }),
          text,
        };
    }
  });
  const teams = Map.groupBy(about('skip_level'), ({ conversation }) => conversation.managerId);
  const above = [...teams].map(([managerId, team]): Line<'could_use_help'> => ({
    kind: 'could_use_help',
    managerName: nameOf(managerId),
    ...counted(team),
    url: urls.coverage(),
  }));
  const hr = about('hr');
  const list = { kind: 'on_hr_list' as const, ...counted(hr), url: urls.needsDate() };
  return [...withoutRepeats(own), ...above, ...(hr.length === 0 ? [] : [list])];
}

function counted(standing: readonly Standing[]) {
  const texts = standing.flatMap(({ nudge }) => nudge.step.text ?? []);
  return {
    conversations: new Set(standing.map(({ conversation }) => conversation.id)).size,
    text: texts.at(-1) ?? null,
  };
}

/** After an outage two steps about the same thing can be due at once: the later one says it. */
function withoutRepeats(lines: readonly NudgeLine[]): readonly NudgeLine[] {
  const subjectOf = (line: NudgeLine) =>
    `${line.kind} ${'url' in line ? line.url : ''} ${'click' in line ? line.click.url : ''}`;
  return [...new Map(lines.map((line) => [subjectOf(line), line])).values()];
}

type Given = {
  readonly context: MailWriting;
  readonly occasion: MailOccasion;
  readonly conversation: StoredConversation;
  readonly policies: readonly Policy[];
};

function policyOf({ conversation, policies }: Pick<Given, 'conversation' | 'policies'>): Policy {
  const policy = policies.find(({ id }) => id === conversation.policyId);
  if (policy === undefined) throw new Error(`There is no policy ${conversation.policyId}`);
  return policy;
}

function tellsBoss({ occasion, ...given }: Omit<Given, 'context'>): boolean {
  if (occasion.organization.worksCouncil) return false;
  const { rules } = newestVersionOf({ policy: policyOf(given), policies: given.policies });
  return rules.steps.some(({ who, when }) => who === 'skip_level' && when === 'moved_often');
}

function didItHappen({
  context,
  occasion: { organization, recipient },
  managerName,
  text,
  ...given
}: Given & { readonly managerName: string; readonly text: string | null }): Line<'did_it_happen'> {
  const { id: conversationId, startsAt, endsAt } = given.conversation;
  if (startsAt === null || endsAt === null) throw new Error(`Conversation ${conversationId} has lost its date`);
  const policy = policyOf(given);
  const expiresAt = confirmationWindowEnd({ endsAt, policy }).add({ hours: policy.rules.lateAnswerDays * 24 });
  return {
    kind: 'did_it_happen',
    managerName,
    startsAt,
    confirmUrl: confirmUrl(context, {
      organizationId: organization.id,
      personId: recipient.id,
      conversationId,
      expiresAt,
    }),
    text,
  };
}

/** The one thing that helps most: a time, a calendar, or at least the reason. */
function clickOf({
  context,
  occasion: { organization, recipient, now },
  hasTimes,
  mayConnect,
  ...given
}: Given & { readonly hasTimes: boolean; readonly mayConnect: boolean }): Line<'needs_a_date'>['click'] {
  const { id: conversationId, managerId, waitingFor } = given.conversation;
  const { planningHorizonDays, connectReminderDays } = policyOf(given).rules;
  const link = { organizationId: organization.id, personId: recipient.id };
  const until = (days: number) => now.add({ hours: days * 24 });
  if (hasTimes) {
    const url = timesUrl(context, { ...link, conversationId, expiresAt: until(planningHorizonDays) });
    return { kind: 'pick_a_time', url };
  }
  if (mayConnect && waitingFor === 'manager_not_connected' && managerId === recipient.id) {
    return { kind: 'connect', url: connectUrl(context, { ...link, expiresAt: until(connectReminderDays) }) };
  }
  return { kind: 'see_why', url: pageUrls(context).conversation(conversationId) };
}
