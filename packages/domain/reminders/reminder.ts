export type ReminderKind = 'report_prep' | 'manager_prep' | 'confirmation_ask' | 'monday_mail' | 'connect_request';

/**
 * One mail to one person. `key` is the same however often it is worked out, so a mail whose key is on record is not sent
 * again; it holds no colon, since queues refuse one in their ids.
 */
export type Reminder = {
  readonly key: string;
  readonly kind: ReminderKind;
  readonly personId: string;
  /** `null` for mails about more than one conversation. */
  readonly conversationId: string | null;
  /** Within the person's working time, or in the evening after a conversation. */
  readonly sendAt: Temporal.Instant;
  /** From here on it would be of no use and is dropped. */
  readonly expiresAt: Temporal.Instant;
};

export function isDue({ reminder, now }: { reminder: Reminder; now: Temporal.Instant }): boolean {
  return Temporal.Instant.compare(reminder.sendAt, now) <= 0 && Temporal.Instant.compare(now, reminder.expiresAt) < 0;
}
