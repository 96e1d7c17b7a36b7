import { outboxStore } from '@throughline/db/outbox-store.ts';
import type { AppContext } from './context.ts';
import { sendMail } from './send-mail.ts';
import type { SendMailContext, SentMail } from './send-mail.ts';

const batchSize = 8;
/** Longer than composing and sending a whole batch takes, SMTP's silence included. */
const leaseSeconds = 300;

export type RelayedMails = Readonly<Record<SentMail, number>>;

/**
 * Sends what is due of one organisation's outbox until nothing is left, or the mail server cannot be reached. Several
 * at once never send the same mail. While the organisation is paused its mails wait.
 */
export async function relayOutbox(
  context: SendMailContext,
  { organizationId }: { organizationId: string },
): Promise<RelayedMails> {
  const count = {
    sent: 0,
    dropped: 0,
    put_off: 0,
    failed: 0,
    uncertain: 0,
    unreachable: 0,
    set_back: 0,
    lease_lost: 0,
  };
  for (;;) {
    const batch = await leaseBatch(context, { organizationId });
    const results = await Promise.all(batch.map((mail) => sendMail(context, { organizationId, mail })));
    for (const result of results) count[result] += 1;
    if (batch.length === 0 || results.includes('unreachable')) return count;
  }
}

function leaseBatch({ db, clock }: Pick<AppContext, 'db' | 'clock'>, { organizationId }: { organizationId: string }) {
  const wall = clock.wall();
  return db.inOrganization(organizationId, async (tx) => {
    const store = outboxStore(tx);
    await store.giveUpUnanswered({ wall });
    return store.lease({ now: clock.now(), wall, until: wall.add({ seconds: leaseSeconds }), limit: batchSize });
  });
}
