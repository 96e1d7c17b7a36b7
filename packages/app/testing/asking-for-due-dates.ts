import { conversationStore } from '@throughline/db/conversation-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { everyRow } from '@throughline/db/testing/every-row.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import { askForDueDate, type DueDateAsked } from '../ask-for-due-date.ts';
import { conversationDetails } from '../conversation-details.ts';
import { openDueConversations } from '../open-due-conversations.ts';
import { takeBackDueDate } from '../take-back-due-date.ts';
import { loadViewer } from '../viewer.ts';
import type { BookingContext } from './booking-context.ts';

type Who = 'report' | 'manager' | 'hr';

/** What the two of a conversation can do about its due date, and what each and HR sees of it. */
export function askingForDueDates({
  context,
  organizationId,
  conversationId,
  manager,
  report,
}: {
  context: BookingContext;
  organizationId: string;
  conversationId: string;
  manager: { readonly id: string };
  report: { readonly id: string };
}) {
  const { db, clock } = context;
  const idOf = { report: report.id, manager: manager.id };
  const ask = (who: keyof typeof idOf, asked: DueDateAsked) =>
    askForDueDate(context, { organizationId, conversationId, personId: idOf[who], asked });

  async function page(who: Who) {
    const today = clock.now().toZonedDateTimeISO('Europe/Berlin').toPlainDate();
    const viewer = await db.inOrganization(organizationId, async (tx) => {
      const anybody = (await peopleStore(tx).all())[0]!.id;
      return loadViewer({ tx, organizationId, personId: who === 'hr' ? anybody : idOf[who], today });
    });
    if (!viewer) throw new Error('Nobody is there');
    const asHr = { ...viewer, person: { ...viewer.person, id: uuid() }, roles: new Set(['hr'] as const) };
    return (await conversationDetails(context, { viewer: who === 'hr' ? asHr : viewer, conversationId }))!;
  }

  return {
    organizationId,
    conversationId,
    report,
    ask,
    later: (until: Temporal.PlainDate) => ask('report', { kind: 'later', until }),
    back: (who: keyof typeof idOf) => takeBackDueDate(context, { organizationId, conversationId, personId: idOf[who] }),
    sweep: () => openDueConversations(context, { organizationId }),
    read: async () => (await db.inOrganization(organizationId, (tx) => conversationStore(tx).byId(conversationId)))!,
    rows: () => everyRow({ db, organizationId }),
    history: () => db.inOrganization(organizationId, (tx) => conversationStore(tx).history(conversationId)),
    page,
  };
}
