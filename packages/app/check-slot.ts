import { keepsLead } from '@throughline/domain/conversation/lead-time.ts';
import type { FreeBusy } from '@throughline/domain/scheduling/free-busy.ts';
import { overlaps, type Interval } from '@throughline/domain/time/interval.ts';
import type { EventCase } from './event-case.ts';
import { CalendarError } from './ports/calendar-error.ts';
import { readFreeBusy, type CalendarContext } from './read-free-busy.ts';
import { unreadForNow } from './unread-for-now.ts';

/** Whether a chosen slot is still good just before the invitation; `why` is a sentence for the conversation's page. */
export type SlotCheck = { readonly kind: 'good' } | { readonly kind: 'stale'; readonly why: string };

/**
 * One question for free/busy, asked last. Whoever picked a time knows that it suits, so for a picked one an unknown
 * calendar of the report is no reason against it; of the manager it always is.
 * Throws a CalendarError when the manager's calendar cannot be read, or the report's did not answer this time.
 */
export async function checkSlot(
  context: CalendarContext,
  { organizationId, event, conversation, report, rules, organizer, reportConnection, isPicked, now }: EventCase,
): Promise<SlotCheck> {
  if (conversation.state !== 'due') return stale('The conversation no longer needed this date.');
  if (!organizer || organizer.personId !== conversation.managerId) {
    return stale('The calendar it was planned in is not connected any more.');
  }
  if (!keepsLead({ invitedAt: now, startsAt: event.startsAt, days: rules.leadTimeDays })) {
    return stale('Too little time was left until the date that had been chosen.');
  }
  const slot = { start: event.startsAt, end: event.endsAt };
  const answers = await readFreeBusy(context, {
    organizationId,
    organizer,
    people: [{ personId: report.id, email: report.workEmail, connection: reportConnection }],
    window: slot,
  });
  const [ofManager, ofReport] = [answers.get(organizer.personId), answers.get(report.id)];
  const isUnread = unreadForNow(ofManager) || (unreadForNow(ofReport) && !isPicked);
  if (isUnread) throw new CalendarError({ kind: 'unavailable', message: 'A calendar did not answer just now.' });
  const managerFree = isFree({ answer: ofManager, slot });
  const reportFree = isFree({ answer: ofReport, slot }) || (isPicked && ofReport?.kind === 'unknown');
  return managerFree && reportFree
    ? { kind: 'good' }
    : stale('The time that had been chosen was taken before the invitation went out.');
}

/** Unknown is never free. */
function isFree({ answer, slot }: { answer: FreeBusy | undefined; slot: Interval }): boolean {
  return answer?.kind === 'known' && !answer.busy.some((busy) => overlaps(busy, slot));
}

function stale(why: string): SlotCheck {
  return { kind: 'stale', why };
}
