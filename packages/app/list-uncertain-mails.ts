import { outboxStore } from '@throughline/db/outbox-store.ts';
import type { AppContext } from './context.ts';

export type UncertainMail = {
  readonly id: string;
  readonly template: string;
  readonly recipientId: string | null;
  readonly messageId: string;
  /** Wall time. */
  readonly handedOverAt: Temporal.Instant | null;
};

/** Mails handed over without an answer. They may have arrived, so nobody sends them again; `doctor` lists them. */
export function listUncertainMails(
  { db }: Pick<AppContext, 'db'>,
  { organizationId }: { organizationId: string },
): Promise<readonly UncertainMail[]> {
  return db.inOrganization(organizationId, (tx) => outboxStore(tx).uncertain());
}
