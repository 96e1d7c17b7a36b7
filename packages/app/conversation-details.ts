import type { ConversationDetails } from '@throughline/contracts/pages/conversations.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import type { ConversationView } from '@throughline/db/conversation-view-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { handoverStore } from '@throughline/db/handover-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { anotherDueDate } from '@throughline/domain/conversation/due-request.ts';
import type { Side } from '@throughline/domain/conversation/outcome.ts';
import type { AppContext } from './context.ts';
import { conversationRow } from './conversation-row.ts';
import { dueOptions } from './due-options.ts';
import { actorForOthers, isForOthers } from './history-for-others.ts';
import { isReleasedTo } from './handover-page.ts';
import { historySentence } from './history-sentence.ts';
import { isHandoverOffered } from './is-handover-offered.ts';
import { mayAnswer } from './may-answer.ts';
import { mayTellPulse } from './may-tell-pulse.ts';
import { standingOf } from './read-for-picking.ts';
import type { Viewer } from './viewer.ts';

type ViewingSide = ConversationDetails['viewer']['side'];

/**
 * One conversation with its history and reasons, for the two, and for HR and administrators, who see dates and states and
 * no content. Null for everybody else, and where there is none. What the report answered is shown to the report alone.
 */
export async function conversationDetails(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { viewer, conversationId }: { viewer: Viewer; conversationId: string },
): Promise<ConversationDetails | null> {
  const now = clock.now();
  return db.inOrganization(viewer.organizationId, async (tx) => {
    const view = await conversationViewStore(tx).byId(conversationId);
    const side = view && sideOf({ view, viewer });
    if (view === null || side === null) return null;
    const policy = (await policyStore(tx).all()).find(({ id }) => id === view.policyId);
    if (policy === undefined) throw new Error(`There is no policy ${view.policyId}`);
    const names = { report: view.report.displayName, manager: view.manager?.displayName ?? 'the manager' };
    const history = await conversationStore(tx).history(conversationId);
    const [event] = await eventStore(tx).wantedOf([conversationId]);
    const isParticipant = side !== 'hr';
    const mayStillAnswer = isParticipant && mayAnswer({ conversation: view, policy, now }) === 'yes';
    const ownAnswer = isParticipant ? await evidenceStore(tx).ownAnswer({ conversationId, side }) : null;
    return {
      ...conversationRow({ view, now }),
      sequence: view.sequence,
      dueWhy: [...dueWhyFor({ view, side, hasChanged: history.some(({ kind }) => kind === 'due_date_changed') })],
      explanation: isParticipant ? [...view.explanation] : [],
      policyName: view.policyName,
      conferenceUrl: isParticipant ? (event?.conferenceUrl ?? null) : null,
      history: history
        .filter((entry) => isParticipant || isForOthers(entry))
        .map(({ at, kind, actor, details }) => ({
          at: at.toString(),
          actor: isParticipant ? actor : actorForOthers(actor),
          sentence: historySentence({ entry: { kind, actor, details: details as Record<string, never> }, names }),
        })),
      viewer: {
        side,
        mayOpenAgenda: isParticipant,
        mayAnswer: mayStillAnswer,
        ownAnswer,
        mayMove: mayStillAnswer && view.state !== 'held',
        mayTellPulse:
          mayStillAnswer &&
          (await mayTellPulse({
            tx,
            organizationId: viewer.organizationId,
            conversationId,
            side,
            answer: ownAnswer,
          })),
        due: isParticipant ? await dueOf({ tx, viewer, conversationId, side, now }) : null,
        mayPickTime:
          isParticipant &&
          (await standingOf({ tx, conversation: view, personId: viewer.person.id, now })).kind === 'open',
        handover: isParticipant ? await handoverFor({ tx, view, side, personId: viewer.person.id }) : null,
      },
      whoSeesWhat: whoSeesWhat[side],
    };
  });
}

async function handoverFor({
  tx,
  view,
  side,
  personId,
}: {
  tx: Transaction;
  view: ConversationView;
  side: 'report' | 'manager';
  personId: string;
}): Promise<ConversationDetails['viewer']['handover']> {
  const handover = await handoverStore(tx).ofConversation(view.id);
  if (side === 'manager') {
    return view.state !== 'superseded' && isReleasedTo({ handover, personId }) ? 'released' : null;
  }
  if (handover !== null) return handover.releasedAt === null ? 'kept' : 'released';
  const conversation = { ...view, managerId: view.manager?.id ?? null };
  return (await isHandoverOffered({ tx, conversation })) ? 'offered' : null;
}

function sideOf({ view, viewer }: { view: ConversationView; viewer: Viewer }): ViewingSide | null {
  if (view.report.id === viewer.person.id) return 'report';
  if (view.manager?.id === viewer.person.id) return 'manager';
  return viewer.roles.has('hr') || viewer.roles.has('administrator') ? 'hr' : null;
}

/**
 * Why a due date was changed is the report's alone: leave, what they asked for and what their manager asked for read the
 * same to everybody else.
 */
function dueWhyFor({
  view,
  side,
  hasChanged,
}: {
  view: ConversationView;
  side: ViewingSide;
  hasChanged: boolean;
}): readonly string[] {
  return hasChanged && side !== 'report' ? [anotherDueDate] : view.dueWhy;
}

async function dueOf({
  tx,
  viewer: { organizationId },
  conversationId,
  side,
  now,
}: {
  tx: Transaction;
  viewer: Viewer;
  conversationId: string;
  side: Side;
  now: Temporal.Instant;
}): Promise<ConversationDetails['viewer']['due']> {
  const conversation = await conversationStore(tx).byId(conversationId);
  const options = conversation && (await dueOptions({ tx, organizationId, conversation, side, now }));
  if (!options) return null;
  const { sooner, latest, asked, offersSooner } = options;
  return {
    sooner: sooner.kind === 'possible' ? sooner.dueOn.toString() : null,
    hasDate: sooner.kind === 'has_a_date',
    latest: latest?.toString() ?? null,
    asked: asked && { kind: asked.kind, dueOn: asked.dueOn.toString(), isDone: asked.doneAt !== null },
    offersSooner,
  };
}

const whoSeesWhat: Readonly<Record<ViewingSide, string>> = {
  report:
    'You and your manager see this page; HR and administrators see its dates and states. Only you see your own answer to whether it took place: if you say it did not, everybody else sees what they would see had you not answered.',
  manager:
    'You and your report see this page; HR and administrators see its dates and states. What your report prepares and answers is theirs.',
  hr: 'You see dates and states. What the two prepare and say is theirs alone.',
};
