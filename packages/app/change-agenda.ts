import { agendaStore } from '@throughline/db/agenda-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { composeAgenda } from '@throughline/domain/agenda/compose-agenda.ts';
import type { TemplateKey } from '@throughline/domain/agenda/templates.ts';
import { reviseDraft } from '@throughline/domain/scheduling/revise-draft.ts';
import { minutesOf } from '@throughline/domain/time/interval.ts';
import { agendaTemplate } from './agenda-template.ts';
import type { AppContext } from './context.ts';
import { mayChangeAgenda } from './may-change-agenda.ts';
import { sideOf } from './record-evidence.ts';

/** Wall time in which a choice can be taken back without anybody being told. */
const timeToUndo = { seconds: 30 } as const;

export type ChangedAgenda = {
  readonly kind:
    | 'changed'
    /** It is the agenda already. */
    | 'same'
    /** Not these two people's, or not there. */
    | 'not_found'
    /** It has no date just now, or has begun. */
    | 'not_now';
};

/**
 * One of the two chooses what their booked conversation is to be about. Both see it at once, the calendar entry and
 * its attachment follow; what they prepared stays theirs and stays there. The history says who chose, not what.
 */
export async function changeAgenda(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    conversationId,
    personId,
    template,
  }: { organizationId: string; conversationId: string; personId: string; template: TemplateKey },
): Promise<ChangedAgenda> {
  const now = clock.now();
  const notBefore = clock.wall().add(timeToUndo);
  return db.inOrganization(organizationId, async (tx) => {
    const conversation = await conversationStore(tx).lock(conversationId);
    const side = conversation && sideOf({ conversation, personId });
    if (conversation === null || side === null) return { kind: 'not_found' };
    const [event] = await eventStore(tx).wantedOf([conversationId]);
    if (!mayChangeAgenda({ conversation, now }) || event?.step !== 'invited') return { kind: 'not_now' };
    const stored = await agendaStore(tx).ofConversation(conversationId);
    if (agendaTemplate({ agenda: stored, sequence: conversation.sequence }) === template) return { kind: 'same' };
    const policy = (await policyStore(tx).all()).find(({ id }) => id === conversation.policyId);
    if (policy === undefined) throw new Error(`There is no policy ${conversation.policyId}`);

    const durationMinutes = minutesOf({ start: event.startsAt, end: event.endsAt });
    const agenda = composeAgenda({ template, durationMinutes, carriedOver: [] });
    const { templateVersion, sections } = agenda;
    const chosen = { conversationId, template, templateVersion, sections, chosenBy: side };
    await agendaStore(tx).putAll({ agendas: [chosen], now });
    const draft = reviseDraft({ draft: event.draft, agenda, rules: policy.rules });
    await eventStore(tx).wantAgenda({ id: event.id, draft, notBefore, now });
    const entry = { kind: 'agenda_changed' as const, at: now, actor: side, details: {} };
    await conversationStore(tx).addHistory([{ conversationId, entry }]);
    return { kind: 'changed' };
  });
}
