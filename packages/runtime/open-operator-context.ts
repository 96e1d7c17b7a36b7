import type { AppContext } from '@throughline/app/context.ts';
import type { Clock } from '@throughline/app/ports/clock.ts';
import { createDatabase } from '@throughline/db/database.ts';
import { createMailRenderer } from '@throughline/mail/render-mail.ts';
import { z } from 'zod';
import { movableClock, systemClock } from './clock.ts';
import type { Installation } from './find-installation.ts';

/** What an operator's commands act through: the record and the time. They reach no calendar and send no mail, though they show some. */
export type OperatorContext = Pick<AppContext, 'db' | 'clock' | 'publicUrl' | 'renderMail'>;

const clockAnswer = z.object({ now: z.string() });

export async function openOperatorContext({
  installation,
}: {
  installation: Installation;
}): Promise<{ readonly context: OperatorContext; readonly close: () => Promise<void> }> {
  const { appUrl, publicUrl, sandboxOrigin } = installation;
  const clock = sandboxOrigin === null ? systemClock : await sandboxClock(sandboxOrigin);
  const db = createDatabase({ url: appUrl, applicationName: 'throughline command line', poolSize: 2 });
  return { context: { db, clock, publicUrl, renderMail: createMailRenderer() }, close: () => db.close() };
}

/** The organisations' time in the sandbox, which somebody may have moved ahead of the machine's. */
async function sandboxClock(origin: string): Promise<Clock> {
  const response = await fetch(`${origin}/control/clock`, { signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`The sandbox at ${origin} answered ${response.status} when asked for its time.`);
  return movableClock(Temporal.Instant.from(clockAnswer.parse(await response.json()).now));
}
