import { auditStore } from '@throughline/db/audit-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { mailOptOutStore } from '@throughline/db/mail-opt-out-store.ts';
import type { MailRhythm } from '@throughline/domain/reminders/mail-rhythm.ts';
import type { RecurringMail } from './recurring-mails.ts';

/** Somebody says how often they want a recurring mail; saying it again changes nothing and is not on record twice. */
export async function setMailRhythm({
  tx,
  personId,
  mail,
  rhythm,
  now,
}: {
  tx: Transaction;
  personId: string;
  mail: RecurringMail;
  rhythm: MailRhythm;
  now: Temporal.Instant;
}): Promise<void> {
  const store = mailOptOutStore(tx);
  const before = await store.rhythmOf({ personId, template: mail });
  if (before === rhythm) return;
  await store.put({ personId, template: mail, rhythm, now });
  await auditStore(tx).append({
    at: now,
    entry: {
      actor: { kind: 'person', id: personId },
      action: 'mail.rhythm_changed',
      subjectKind: 'person',
      subjectId: personId,
      details: { mail, from: before, to: rhythm },
    },
  });
}
