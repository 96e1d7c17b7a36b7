import { announcedAgenda } from '../agenda/announced-agenda.ts';
import type { Agenda } from '../agenda/compose-agenda.ts';
import type { PolicyRules } from '../policy/policy.ts';
import { eventBody } from './event-body.ts';
import type { EventDraft } from './event-draft.ts';

/** The same entry about another agenda; when it is, for whom and how it is found stay. */
export function reviseDraft({
  draft,
  agenda,
  rules,
}: {
  draft: EventDraft;
  agenda: Agenda;
  rules: Pick<PolicyRules, 'intervalDays'>;
}): EventDraft {
  const announced = announcedAgenda({ agenda, intervalDays: rules.intervalDays });
  const body = eventBody({ agenda: announced, agendaUrl: draft.agendaUrl });
  return { ...draft, agenda: announced, bodyHtml: body.html, bodyText: body.text };
}
