import { dateAt } from './calendar-dates.ts';
import type { Facts } from './facts.ts';

export type Mail = {
  readonly messageId: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly source: string;
  readonly text: string;
  readonly receivedAt: string;
};

/** A mail that came twice, by its Message-ID or by its occasion, and every difference between mailbox and outbox. */
export function mailProblems({ facts, mails }: { facts: Facts; mails: readonly Mail[] }): readonly string[] {
  const sent = facts.outbox.filter(({ state }) => state === 'sent');
  const ours = mails.filter(({ source }) => source === 'smtp');
  const arrived = new Map(
    [...Map.groupBy(ours, ({ messageId }) => bareId(messageId))].map(([id, copies]) => [id, copies.length]),
  );
  const known = new Set(sent.map(({ message_id }) => bareId(message_id)));
  return [
    ...[...arrived].filter(([, copies]) => copies > 1).map(([id, copies]) => `${id} came ${copies} times`),
    ...[...arrived.keys()].filter((id) => !known.has(id)).map((id) => `${id} came and was never recorded as sent`),
    ...[...known].filter((id) => !arrived.has(id)).map((id) => `${id} was recorded as sent and never came`),
    ...repeatedOccasions(facts),
    ...facts.outbox
      .filter(({ state }) => state === 'failed' || state === 'uncertain')
      .map(({ dedupe_key, state }) => `${dedupe_key} is ${state}`),
  ];
}

/** The same mail about the same thing to the same person on the same day. */
function repeatedOccasions(facts: Facts): readonly string[] {
  const occasions = facts.outbox.map(({ template, to_address, payload, due_at }) =>
    [template, to_address, JSON.stringify(payload), dateAt({ at: due_at, timeZone: 'UTC' })].join(' '),
  );
  return [...Map.groupBy(occasions, (each) => each)]
    .filter(([, times]) => times.length > 1)
    .map(([each]) => `twice: ${each}`);
}

/** Without its angle brackets. */
export function bareId(messageId: string): string {
  return messageId.replace(/^<|>$/g, '');
}
