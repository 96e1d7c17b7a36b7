import type { WebhookOnPage } from '@throughline/contracts/pages/webhooks.ts';
import type { V1WebhookDelivery } from '@throughline/contracts/v1/webhooks.ts';
import { formatInstant } from '../app/times.ts';

/** What is told, as people would say it. */
export const eventWords: Readonly<Record<string, string>> = {
  'conversation.due': 'needs a date',
  'conversation.due_date_changed': 'another due date',
  'conversation.booked': 'booked',
  'conversation.moved': 'moved',
  'conversation.cancelled': 'lost its date',
  'conversation.awaiting_confirmation': 'its time has passed',
  'conversation.held': 'held',
  'conversation.unconfirmed': 'not confirmed',
  'conversation.outcome_changed': 'known better afterwards',
  'conversation.exempt': 'not asked for',
  'conversation.superseded': 'passed to a new manager',
  'conversation.closed': 'closed',
  'calendar_connection.broken': 'a calendar has to be connected again',
  'import.completed': 'people were imported',
  'report.published': 'the weekly figures are out',
  'webhook.test': 'a test',
};

export const deliveryWords: Readonly<Record<V1WebhookDelivery['state'], string>> = {
  waiting: 'waiting',
  delivered: 'arrived',
  failed: 'given up on',
  skipped: 'not sent',
};

const reasons: Readonly<Record<NonNullable<V1WebhookDelivery['last_error']>, string>> = {
  no_such_host: 'nobody knows that name',
  no_connection: 'no connection',
  no_answer_in_time: 'no answer within 15 seconds',
  not_allowed: 'it leads into a private network',
};

/** What the receiver made of the last attempt; null before the first. */
export function answerWords({ last_status, last_error }: V1WebhookDelivery): string | null {
  if (last_status !== null) return `answered ${last_status}`;
  return last_error === null ? null : reasons[last_error];
}

/** How telling this endpoint goes, in one sentence. */
export function endpointSentence({ endpoint, timeZone }: { endpoint: WebhookOnPage; timeZone: string }): string {
  const { state, disabled_because, disabled_at, failing_since, counts } = endpoint;
  if (state === 'disabled') {
    const since = disabled_at === null ? '' : ` since ${formatInstant({ instant: disabled_at, timeZone })}`;
    switch (disabled_because) {
      case 'gone':
        return `Switched off${since}: it answered that nobody listens there any more.`;
      case 'failing':
        return `Switched off${since}: nothing had got through for five days.`;
      case 'asked':
      case null:
        return `Switched off${since}.`;
    }
  }
  if (failing_since !== null) {
    const waiting = counts.waiting === 1 ? '1 event waits' : `${counts.waiting} events wait`;
    return `Nothing has got through since ${formatInstant({ instant: failing_since, timeZone })}. ${waiting} and will be tried again.`;
  }
  if (counts.delivered > 0) return 'Works.';
  return counts.waiting > 0 ? 'The first events are on their way.' : 'Nothing has happened yet that it is told of.';
}

/** What the last thirty days came to. */
export function countsSentence({ delivered, waiting, failed, skipped }: WebhookOnPage['counts']): string {
  const parts = [
    `${delivered} arrived`,
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(failed > 0 ? [`${failed} given up on`] : []),
    ...(skipped > 0 ? [`${skipped} not sent`] : []),
  ];
  return `In the last thirty days: ${parts.join(', ')}.`;
}
