import type { LeasedMail } from '@throughline/db/outbox-store.ts';
import { outboxStore } from '@throughline/db/outbox-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { composeMail } from './compose-mail.ts';
import type { AppContext } from './context.ts';
import { mailRetryDelay, mailAttemptsBeforeFailure } from './mail-retry.ts';
import type { Handover, OutgoingMail } from './ports/mailer.ts';

export type SendMailContext = Pick<
  AppContext,
  'db' | 'clock' | 'calendars' | 'mailer' | 'renderMail' | 'keyring' | 'publicUrl' | 'log'
>;

export type SentMail =
  | 'sent'
  /** Its reason has gone. */
  | 'dropped'
  /** Its reason has moved to a later time. */
  | 'put_off'
  /** Refused for good, or given up after errors of our own. */
  | 'failed'
  | 'uncertain'
  /** The mail server took nothing; tried again later. */
  | 'unreachable'
  /** An error of our own; tried again later. */
  | 'set_back'
  /** Somebody else has it. */
  | 'lease_lost';

class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * Sends one leased mail, or drops it when its reason has gone. No transaction is open while SMTP is spoken. Should the
 * lease have passed to somebody else before the handover, the mail does not leave here.
 */
export async function sendMail(
  context: SendMailContext,
  { organizationId, mail }: { organizationId: string; mail: LeasedMail },
): Promise<SentMail> {
  const settle = <T>(work: (store: ReturnType<typeof outboxStore>) => Promise<T>) =>
    context.db.inOrganization(organizationId, (tx: Transaction) => work(outboxStore(tx)));
  try {
    const composed = await composeMail(context, { organizationId, mail });
    if (composed.kind === 'moot') {
      await settle((store) => store.drop({ lease: mail, reason: composed.reason }));
      return 'dropped';
    }
    if (composed.kind === 'later') {
      await settle((store) => store.putOff({ lease: mail, dueAt: composed.dueAt }));
      return 'put_off';
    }
    const handover = await handOver(context, { organizationId, mail, outgoing: composed.outgoing });
    return await settle((store) => record({ store, mail, handover, clock: context.clock }));
  } catch (error) {
    if (error instanceof LeaseLost) return 'lease_lost';
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error(
      { outboxId: mail.id, template: mail.template, attempts: mail.attempts, err: error },
      'a mail could not be sent',
    );
    return await settle((store) => putAside({ store, mail, reason, clock: context.clock }));
  }
}

function handOver(
  { db, clock, mailer }: Pick<AppContext, 'db' | 'clock' | 'mailer'>,
  { organizationId, mail, outgoing }: { organizationId: string; mail: LeasedMail; outgoing: OutgoingMail },
): Promise<Handover> {
  return mailer.send({
    ...outgoing,
    onHandover: async () => {
      const mine = await db.inOrganization(organizationId, (tx) =>
        outboxStore(tx).handOver({ lease: mail, wall: clock.wall() }),
      );
      if (!mine) throw new LeaseLost('Another worker has this mail.');
    },
  });
}

type Settling = { store: ReturnType<typeof outboxStore>; mail: LeasedMail; clock: AppContext['clock'] };

async function record({ store, mail, handover, clock }: Settling & { handover: Handover }): Promise<SentMail> {
  switch (handover.kind) {
    case 'accepted':
      await store.markSent({ lease: mail, now: clock.now() });
      return 'sent';
    case 'rejected':
      await store.markFailed({ lease: mail, reason: handover.reason });
      return 'failed';
    case 'uncertain':
      await store.markUncertain({ lease: mail, reason: handover.reason });
      return 'uncertain';
    case 'unreachable':
      await store.postpone({
        lease: mail,
        reason: handover.reason,
        nextAttemptAt: clock.wall().add(mailRetryDelay({ attempts: mail.attempts })),
      });
      return 'unreachable';
  }
}

/** After an error of our own: a mail that cannot be written at all must not be tried for ever. */
async function putAside({ store, mail, reason, clock }: Settling & { reason: string }): Promise<SentMail> {
  if (mail.attempts >= mailAttemptsBeforeFailure) {
    await store.markFailed({ lease: mail, reason });
    return 'failed';
  }
  await store.postpone({
    lease: mail,
    reason,
    nextAttemptAt: clock.wall().add(mailRetryDelay({ attempts: mail.attempts })),
  });
  return 'set_back';
}
