import { randomUUID } from 'node:crypto';
import type { HeldAgenda, StoredAgenda } from '@throughline/db/agenda-store.ts';
import type { StoredConversation } from '@throughline/db/conversation-store.ts';
import type { ActiveConnection } from '@throughline/db/planning-store.ts';
import { chooseTemplate } from '@throughline/domain/agenda/choose-template.ts';
import { composeAgenda } from '@throughline/domain/agenda/compose-agenda.ts';
import { templateKeys } from '@throughline/domain/agenda/templates.ts';
import { absencesOf, daysOfLeave, type Leave } from '@throughline/domain/people/leave.ts';
import type { Person } from '@throughline/domain/people/person.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import { eventDraft, type EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import { isBefore } from '@throughline/domain/time/local-date.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { pageUrls } from './mail-links.ts';

/** What goes into the calendar for one conversation, and the agenda it announces. */
export function composeEvent({
  conversation,
  manager,
  report,
  organizer,
  slot,
  rules,
  held,
  leaves,
  chosen,
  today,
  publicUrl,
}: {
  conversation: Pick<StoredConversation, 'id'>;
  manager: Person;
  report: Person;
  organizer: Pick<ActiveConnection, 'accountEmail'>;
  slot: Interval;
  rules: PolicyRules;
  /** What this report has had already, oldest first. */
  held: readonly HeldAgenda[];
  leaves: readonly Leave[];
  /** What one of the two chose for this conversation while it had another date. */
  chosen: Pick<StoredAgenda, 'template' | 'chosenBy'> | null;
  today: Temporal.PlainDate;
  publicUrl: string;
}): { readonly draft: EventDraft; readonly agenda: StoredAgenda } {
  const template =
    templateKeys.find((key) => key === chosen?.template) ??
    chooseTemplate({
      held: held.flatMap((one) => templateKeys.find((key) => key === one.template) ?? []),
      firstWithThisManager: !held.some((one) => one.managerId === manager.id),
      backFromLeave: isBackFromLeave({ report, leaves, rules, lastHeldOn: held.at(-1)?.heldOn ?? null, today }),
    });
  const agenda = composeAgenda({ template, durationMinutes: rules.durationMinutes, carriedOver: [] });
  const draft = eventDraft({
    manager: { ...manager, email: organizer.accountEmail },
    report: { ...report, email: report.workEmail },
    slot,
    timeZone: manager.timeZone ?? 'UTC',
    agenda,
    agendaUrl: pageUrls({ publicUrl }).agenda(conversation.id),
    markerValue: randomUUID(),
    rules,
    requestOnlineConference: true,
  });
  const { templateVersion, sections } = agenda;
  const chosenBy = chosen?.chosenBy ?? null;
  return { draft, agenda: { conversationId: conversation.id, template, templateVersion, sections, chosenBy } };
}

/** An absence long enough to move a due date has ended since they last talked. */
function isBackFromLeave({
  report,
  leaves,
  rules,
  lastHeldOn,
  today,
}: {
  report: Person;
  leaves: readonly Leave[];
  rules: PolicyRules;
  lastHeldOn: Temporal.PlainDate | null;
  today: Temporal.PlainDate;
}): boolean {
  return absencesOf({ leaves, personId: report.id }).some(
    (leave) =>
      daysOfLeave(leave) >= rules.leaveShiftDays &&
      isBefore(leave.endsOn, today) &&
      (lastHeldOn === null || isBefore(lastHeldOn, leave.endsOn)),
  );
}
