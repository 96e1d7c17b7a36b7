import type { AgendaResponse } from '@throughline/contracts/pages/agenda.ts';
import { agendaStore } from '@throughline/db/agenda-store.ts';
import type { StoredAgenda } from '@throughline/db/agenda-store.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import type { ConversationView } from '@throughline/db/conversation-view-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { prepStore } from '@throughline/db/prep-store.ts';
import { composeAgenda } from '@throughline/domain/agenda/compose-agenda.ts';
import type { Agenda, AgendaSection } from '@throughline/domain/agenda/compose-agenda.ts';
import { templateKeys, templates } from '@throughline/domain/agenda/templates.ts';
import { minutesOf } from '@throughline/domain/time/interval.ts';
import { agendaTemplate } from './agenda-template.ts';
import type { AppContext } from './context.ts';
import { personOnPage, slotOnPage } from './conversation-row.ts';
import { mayChangeAgenda } from './may-change-agenda.ts';
import { openPrep } from './sealed-prep.ts';

/** The agenda with one's own preparation, for the two alone: null for everybody else, HR and administrators included. */
export async function agendaPage(
  { db, clock, keyring }: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  { organizationId, conversationId, personId }: { organizationId: string; conversationId: string; personId: string },
): Promise<AgendaResponse | null> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const view = await conversationViewStore(tx).byId(conversationId);
    if (view === null || (personId !== view.report.id && personId !== view.manager?.id)) return null;
    const side = personId === view.report.id ? 'report' : 'manager';
    const stored = await agendaStore(tx).ofConversation(conversationId);
    const policy = (await policyStore(tx).all()).find(({ id }) => id === view.policyId);
    const agenda = agendaOf({ view, stored, durationMinutes: policy?.rules.durationMinutes ?? 0 });
    const preps = await prepStore(tx).ofConversation(conversationId);
    const own = preps.find(({ authorId }) => authorId === personId);
    const other = preps.find(({ authorId, revealedAt }) => authorId !== personId && revealedAt !== null);
    const otherPerson = side === 'report' ? view.manager : view.report;
    return {
      conversationId,
      side,
      report: personOnPage(view.report),
      manager: view.manager && personOnPage(view.manager),
      slot: slotOnPage(view),
      template: agenda.template,
      choices: mayChangeAgenda({ conversation: view, now }) ? choices : [],
      title: agenda.title,
      intro: agenda.purpose,
      sections: sectionsOf({ agenda, stored }).map(({ title, minutes, questions }) => ({
        title,
        minutes,
        questions: [...questions],
        why: null,
      })),
      coaching: side === 'manager' ? coachingOf(agenda) : [],
      prompts: side === 'report' ? [...agenda.prepPrompts] : [],
      ownPrep: own
        ? {
            text: openPrep({ keyring, prep: own, organizationId, conversationId }),
            revealed: own.revealedAt !== null,
          }
        : { text: '', revealed: false },
      otherPrep:
        other && otherPerson
          ? {
              authorName: otherPerson.displayName,
              text: openPrep({ keyring, prep: other, organizationId, conversationId }),
            }
          : null,
      whoSeesWhat: `Only you and ${otherPerson?.displayName ?? 'your manager'} see this page. What you prepare is yours alone until you share it. The questions stand in your calendars too, for whoever may read the entry there. HR and leadership see that the conversation took place, never what was said.`,
    };
  });
}

const choices = templateKeys.map((template) => {
  const { title, purpose } = templates[template];
  return { template, title, purpose };
});

function agendaOf({
  view,
  stored,
  durationMinutes,
}: {
  view: ConversationView;
  stored: StoredAgenda | null;
  durationMinutes: number;
}): Agenda {
  const { startsAt, endsAt, sequence } = view;
  const planned = startsAt && endsAt ? minutesOf({ start: startsAt, end: endsAt }) : durationMinutes;
  return composeAgenda({
    template: agendaTemplate({ agenda: stored, sequence }),
    durationMinutes: planned,
    carriedOver: [],
  });
}

/** As the invitation showed them: an agenda does not change under a pair's feet when its template does. */
function sectionsOf({
  agenda,
  stored,
}: {
  agenda: Agenda;
  stored: StoredAgenda | null;
}): readonly Pick<AgendaSection, 'title' | 'minutes' | 'questions'>[] {
  return stored === null ? agenda.sections : (stored.sections as unknown as readonly AgendaSection[]);
}

function coachingOf({ managerCard }: Agenda): string[] {
  return [managerCard.sayFirst, ...managerCard.whileListening, ...managerCard.afterwards];
}
