import { coverageStore } from '@throughline/db/coverage-store.ts';
import { outboxStore } from '@throughline/db/outbox-store.ts';
import { digest, outbox } from '@throughline/db/schema/tables.ts';
import { killableProcess, step, type Step } from '@throughline/db/testing/killable-process.ts';
import { isoWeekOf } from '@throughline/domain/time/iso-week.ts';
import type { Mailer } from '../ports/mailer.ts';
import { relayOutbox } from '../relay-outbox.ts';
import { sendWeeklyDigest } from '../send-weekly-digest.ts';
import type { Company } from './a-company.ts';
import type { testContext } from './test-context.ts';

type Context = Awaited<ReturnType<typeof testContext>>;

/** What became of one week under two schedulers that were killed again and again. */
export type KilledMonday = {
  readonly kills: readonly Step[];
  readonly sent: number;
  /** Handed over with the answer lost: never sent again, and listed. */
  readonly uncertain: number;
  readonly problems: readonly string[];
};

/** Longer than any lease. */
const past = { minutes: 6 };

/**
 * One Monday: two schedulers at once, each killed where `killAt` says, started again and killed again until the list is
 * through, and then let run. Each writes the digests and relays the outbox, as the worker does.
 */
export async function aKilledMonday({
  context,
  company: { organization, chief, directors, hr },
  monday,
  killAt,
}: {
  context: Context;
  company: Company;
  monday: Temporal.PlainDate;
  /** Of each scheduler, after how many steps each of its lives ends. */
  killAt: readonly (readonly number[])[];
}): Promise<KilledMonday> {
  const { db, clock } = context;
  const organizationId = organization.id;
  clock.set(`${monday.toString()}T09:05:00Z`);
  const delivered = new Map<string, number>();
  const acting = { ...context, ...withSteps(delivered) };
  const kills: Step[] = [];
  async function scheduler(lives: readonly number[]): Promise<void> {
    for (const ends of [...lives, null]) {
      const killed = await killableProcess({ killAt: ends }).run(() => oneRound(acting, organizationId));
      if (killed !== null) kills.push(killed);
      clock.advanceWallBy(past);
    }
  }
  await Promise.all(killAt.map(scheduler));
  clock.advanceWallBy(past);
  await oneRound(acting, organizationId);

  const isoWeek = isoWeekOf(monday);
  const found = await db.inOrganization(organizationId, async (tx) => ({
    digests: await tx.select({ recipientId: digest.recipientId, week: digest.isoWeek }).from(digest),
    mails: await tx
      .select({
        id: outbox.id,
        key: outbox.dedupeKey,
        recipientId: outbox.recipientId,
        state: outbox.state,
        messageId: outbox.messageId,
      })
      .from(outbox),
    listed: new Set((await outboxStore(tx).uncertain()).map(({ id }) => id)),
    hasSnapshot: (await coverageStore(tx).snapshotOf(isoWeek)) !== null,
  }));
  const digests = found.digests.filter(({ week }) => week === isoWeek);
  const mailsOfWeek = found.mails.filter(({ key }) => key.endsWith(`.${isoWeek}`));
  const problems = [chief, ...directors, hr].flatMap(({ id, displayName }) => {
    const own = digests.filter(({ recipientId }) => recipientId === id).length;
    const mails = mailsOfWeek.filter(({ recipientId }) => recipientId === id);
    const [mail] = mails;
    if (own !== 1 || mails.length !== 1 || mail === undefined)
      return [`${isoWeek} ${displayName}: ${own} digests and ${mails.length} mails`];
    const arrived = delivered.get(mail.messageId) ?? 0;
    const isKnown =
      (mail.state === 'sent' && arrived === 1) ||
      (mail.state === 'uncertain' && arrived <= 1 && found.listed.has(mail.id));
    return isKnown ? [] : [`${isoWeek} ${displayName}: ${mail.state}, arrived ${arrived} times`];
  });
  return {
    kills,
    sent: mailsOfWeek.filter(({ state }) => state === 'sent').length,
    uncertain: mailsOfWeek.filter(({ state }) => state === 'uncertain').length,
    problems: found.hasSnapshot ? problems : [...problems, `${isoWeek}: no snapshot`],
  };
}

async function oneRound(
  context: Parameters<typeof relayOutbox>[0] & Parameters<typeof sendWeeklyDigest>[0],
  organizationId: string,
) {
  await sendWeeklyDigest(context, { organizationId });
  await relayOutbox(context, { organizationId });
}

/** A mail server, a queue and a renderer at which a process can die as well. */
function withSteps(delivered: Map<string, number>) {
  const mailer: Mailer = {
    send: async ({ messageId, onHandover }) => {
      step('smtp greeting', 'after');
      await onHandover();
      step('smtp data', 'before');
      delivered.set(messageId, (delivered.get(messageId) ?? 0) + 1);
      step('smtp data', 'after');
      return { kind: 'accepted' };
    },
  };
  return {
    mailer,
    renderMail: () => ({ subject: 'Career conversations', html: '', text: '' }),
    queue: {
      wake: async () => {
        step('wake', 'before');
      },
    },
  };
}

/** The steps of a scheduler that is left alone, on a Monday of its own. */
export async function stepsOfAMonday({
  context,
  company: { organization },
  monday,
}: {
  context: Context;
  company: Company;
  monday: Temporal.PlainDate;
}): Promise<readonly Step[]> {
  context.clock.set(`${monday.toString()}T09:05:00Z`);
  const alone = killableProcess({ killAt: null });
  await alone.run(() => oneRound({ ...context, ...withSteps(new Map()) }, organization.id));
  return alone.taken;
}
