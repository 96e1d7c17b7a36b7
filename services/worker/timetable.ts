import { bookDueEvents } from '@throughline/app/book-due-events.ts';
import { carryOutImports } from '@throughline/app/carry-out-imports.ts';
import { collectAttendance } from '@throughline/app/collect-attendance.ts';
import type { AppContext } from '@throughline/app/context.ts';
import { decideOutcomes } from '@throughline/app/decide-outcomes.ts';
import { deliverWebhooks } from '@throughline/app/deliver-webhooks.ts';
import { endConversations } from '@throughline/app/end-conversations.ts';
import { forgetAfterTwoYears } from '@throughline/app/forget-after-two-years.ts';
import { forgetSignIns } from '@throughline/app/forget-sign-ins.ts';
import { forgetWebhookEvents } from '@throughline/app/forget-webhook-events.ts';
import { keepCadence } from '@throughline/app/keep-cadence.ts';
import { keepGrants } from '@throughline/app/keep-grants.ts';
import { keepPushChannels } from '@throughline/app/keep-push-channels.ts';
import { mendDates } from '@throughline/app/mend-dates.ts';
import { noteBegunLines } from '@throughline/app/note-begun-lines.ts';
import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { planConversations } from '@throughline/app/plan-conversations.ts';
import { publishCoverage } from '@throughline/app/publish-coverage.ts';
import { pullDueSources } from '@throughline/app/pull-due-sources.ts';
import { relayOutbox } from '@throughline/app/relay-outbox.ts';
import { sealAudit } from '@throughline/app/seal-audit.ts';
import { sendDueReminders } from '@throughline/app/send-due-reminders.ts';
import { sendWeeklyDigest } from '@throughline/app/send-weekly-digest.ts';
import { sumUpConversations } from '@throughline/app/sum-up-conversations.ts';
import { syncDueConnections } from '@throughline/app/sync-due-connections.ts';

export type Sweep = {
  readonly name: string;
  /** How often it is woken, wall time. What it finds to do is decided by the organisation's clock. */
  readonly everySeconds: number;
  /** Asks "what is due now?" and does it. Answers how much it found; safe to run twice and at the same time. */
  readonly run: (context: AppContext, input: { readonly organizationId: string }) => Promise<number>;
  /** Whether what it does can give an earlier sweep something to do: a slot lost while booking is planned anew. */
  readonly leadsBack?: true;
};

/** Every recurring sweep, in the order in which one conversation needs them. */
export const timetable: readonly Sweep[] = [
  { name: 'carry-out-imports', everySeconds: 30, run: carryOutImports },
  // Before the calendars are read: what changes from then on is announced.
  { name: 'keep-push-channels', everySeconds: 60, run: keepPushChannels },
  {
    name: 'sync-due-connections',
    everySeconds: 60,
    run: async (context, input) => (await syncDueConnections(context, input)).length,
  },
  // Before dates are looked at: who is here decides them.
  { name: 'pull-people', everySeconds: 900, run: pullDueSources },
  { name: 'note-begun-lines', everySeconds: 300, run: noteBegunLines },
  { name: 'keep-grants', everySeconds: 3600, run: keepGrants },
  { name: 'mend-dates', everySeconds: 60, run: mendDates },
  { name: 'end-conversations', everySeconds: 60, run: endConversations },
  // Before outcomes are decided, for those who look for the last time.
  { name: 'collect-attendance', everySeconds: 900, run: collectAttendance },
  { name: 'decide-outcomes', everySeconds: 60, run: decideOutcomes },
  { name: 'keep-cadence', everySeconds: 300, run: keepCadence },
  {
    name: 'open-due-conversations',
    everySeconds: 300,
    run: async (context, input) => {
      const { opened, superseded, ended, unbooked } = await openDueConversations(context, input);
      return opened + superseded + ended + unbooked;
    },
  },
  {
    name: 'plan-conversations',
    everySeconds: 120,
    run: async (context, input) => (await planConversations(context, input)).planned,
  },
  {
    name: 'book-due-events',
    everySeconds: 30,
    leadsBack: true,
    run: async (context, input) => (await bookDueEvents(context, input)).length,
  },
  { name: 'sum-up-conversations', everySeconds: 300, run: sumUpConversations },
  {
    name: 'publish-coverage',
    everySeconds: 900,
    run: async (context, input) => ((await publishCoverage(context, input)) ? 1 : 0),
  },
  { name: 'send-weekly-digest', everySeconds: 300, run: sendWeeklyDigest },
  { name: 'send-due-reminders', everySeconds: 120, run: sendDueReminders },
  // Before the outbox: an endpoint that is switched off is written about.
  { name: 'deliver-webhooks', everySeconds: 15, run: deliverWebhooks },
  { name: 'forget-webhook-events', everySeconds: 3600, run: forgetWebhookEvents },
  { name: 'forget-sign-ins', everySeconds: 3600, run: forgetSignIns },
  { name: 'forget-after-two-years', everySeconds: 3600, run: forgetAfterTwoYears },
  {
    name: 'relay-outbox',
    everySeconds: 30,
    run: async (context, input) => (await relayOutbox(context, input)).sent,
  },
  { name: 'seal-audit', everySeconds: 60, run: sealAudit },
];
