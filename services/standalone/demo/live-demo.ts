import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Demo } from '@throughline/api/route-context.ts';
import type { AppContext } from '@throughline/app/context.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { Progress } from '../progress.ts';
import { sandboxControl } from '../sandbox-control.ts';
import { addDemoAccounts } from './demo-accounts.ts';
import { demoSlug, foundDemoOrganization, importDemoPeople } from './demo-organization.ts';
import { changePolicy } from './change-policy.ts';
import { demoPeople, type DemoPerson } from './demo-people.ts';
import { grantCalendars } from './grant-calendars.ts';
import { scriptedPeople } from './scripted-people.ts';

const historyWeeks = 26;
/** The acquired company's teams arrive this long before the end. */
const lateDays = 4;
/** The policy's second version comes this long before the end, within the weeks that a trend shows. */
const policyDays = 40;

const stateFile = z.object({ begun: z.string(), now: z.string(), done: z.boolean() });
type DemoState = z.infer<typeof stateFile>;

/**
 * Lets the demo organisation live 26 weeks up to today, once: founded, launched, connected and talking through the
 * same doors as a real one, a day at a time. A start that was stopped in the middle goes on where it was.
 */
export async function liveDemo({
  context,
  demo,
  publicUrl: apiOrigin,
  dataDir,
  progress,
  signal,
}: {
  context: AppContext;
  demo: Demo;
  publicUrl: string;
  dataDir: string;
  progress: Progress;
  signal: AbortSignal;
}): Promise<void> {
  const file = path.join(dataDir, 'demo.json');
  const stored = await readState(file);
  if (stored?.done) return;
  const control = sandboxControl({ origin: demo.sandboxUrl });
  const end = context.clock.wall();
  const begun =
    stored === null
      ? end.toZonedDateTimeISO('UTC').subtract({ weeks: historyWeeks }).round({ smallestUnit: 'hour' }).toInstant()
      : Temporal.Instant.from(stored.begun);
  const people = demoPeople({ today: begun.toZonedDateTimeISO('UTC').toPlainDate() });
  if (stored === null) {
    progress.say(`Founding Northwind: ${people.length} people, four offices, an ordinary year in every calendar …`);
    await control.setClock(begun);
    await demo.advance(Temporal.Duration.from({ seconds: 1 }));
    await addDemoAccounts({ control, people, from: begun.toZonedDateTimeISO('UTC').toPlainDate() });
    await foundDemoOrganization({ context, people });
    await writeState({ file, state: { begun: begun.toString(), now: begun.toString(), done: false } });
  }

  await grantCalendars({ context, organizationId: await demoOrganizationId(context), origin: apiOrigin });

  progress.say(`Living ${historyWeeks} weeks: invitations, answers, moves, holidays …`);
  const total = begun.until(end, { largestUnit: 'hours' }).total('hours') / 24;
  // What people do brings mails of its own, which they read the next time.
  let readUpTo = Temporal.Instant.from(stored?.now ?? begun.toString());
  for (;;) {
    signal.throwIfAborted();
    const before = context.clock.now();
    const left = before.until(context.clock.wall());
    if (left.sign <= 0) break;
    const day = Math.floor(begun.until(before).total('hours') / 24);
    if (Math.ceil(total) - day === lateDays) await joinLate({ context, people });
    if (Math.ceil(total) - day === policyDays) {
      await changePolicy({ context, organizationId: await demoOrganizationId(context) });
    }
    await demo.advance(left.total('hours') > 24 ? Temporal.Duration.from({ hours: 24 }) : left);
    const script = scriptedPeople({ control, sandboxOrigin: demo.sandboxUrl, apiOrigin, seed: day + 1, until: end });
    const now = context.clock.now();
    if (Math.ceil(total) - day > lateDays) await script.act({ since: readUpTo, now });
    readUpTo = now;
    await writeState({ file, state: { begun: begun.toString(), now: now.toString(), done: false } });
    progress.count(`  day ${day + 1} of ${Math.ceil(total)}, ${now.toString().slice(0, 10)}`);
  }
  await writeState({ file, state: { begun: begun.toString(), now: context.clock.now().toString(), done: true } });
}

/** HR sends the acquired teams, whose leads find a connect mail. Sending them again changes nothing. */
async function joinLate({ context, people }: { context: AppContext; people: readonly DemoPerson[] }): Promise<void> {
  const organizationId = await demoOrganizationId(context);
  await importDemoPeople({ context, organizationId, people: people.filter(({ late }) => late) });
}

async function demoOrganizationId({ db }: AppContext): Promise<string> {
  const organization = await db.acrossOrganizations((tx) => organizationStore(tx).bySlug(demoSlug));
  if (organization === null) throw new Error('The demo organisation has gone');
  return organization.id;
}

async function readState(file: string): Promise<DemoState | null> {
  try {
    return stateFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function writeState({ file, state }: { file: string; state: DemoState }): Promise<void> {
  await writeFile(file, `${JSON.stringify(state)}\n`);
}
