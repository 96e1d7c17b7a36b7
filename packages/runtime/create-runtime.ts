import type { AppContext } from '@throughline/app/context.ts';
import type { Clock } from '@throughline/app/ports/clock.ts';
import type { Log } from '@throughline/app/ports/log.ts';
import type { QueuePort } from '@throughline/app/ports/queue.ts';
import { createCalendarRegistry, type CalendarSettings } from '@throughline/calendars/registry.ts';
import { createDatabase } from '@throughline/db/database.ts';
import { sharedQuota } from '@throughline/db/shared-quota.ts';
import { createHrSystems } from '@throughline/hr-systems/registry.ts';
import { createMailRenderer } from '@throughline/mail/render-mail.ts';
import { createSmtpMailer } from '@throughline/mail/smtp/smtp-mailer.ts';
import { createKeyring } from '@throughline/security/keyring.ts';
import { publicOnly } from '@throughline/security/outbound/outbound-url.ts';
import { createWebhookSender } from './create-webhook-sender.ts';

export type RuntimeInput = {
  /** Shown in PostgreSQL's list of sessions. */
  readonly name: string;
  readonly appUrl: string;
  readonly publicUrl: string;
  readonly calendars: CalendarSettings;
  readonly smtp: { readonly url: string; readonly from: string };
  readonly encryptionKeys: string;
  readonly clock: Clock;
  readonly queue: QueuePort;
  readonly log: Log;
  /** Beside the sandbox receivers of webhooks and HR systems may be on this machine; anywhere else they never are. */
  readonly receiversOnLoopback?: boolean;
  readonly poolSize?: number;
};

export type Runtime = { readonly context: AppContext; close(): Promise<void> };

/** The composition root: everything the use cases act through, built once for a process. */
export function createRuntime(input: RuntimeInput): Runtime {
  const { name, appUrl, publicUrl, calendars, smtp, encryptionKeys, clock, queue, log, poolSize = 10 } = input;
  const rules = { ...publicOnly, allowLoopback: input.receiversOnLoopback ?? false };
  const db = createDatabase({
    url: appUrl,
    applicationName: name,
    poolSize,
    onConnectionLost: (error) => log.warn({ reason: error.message }, 'a database connection was lost'),
  });
  const mailer = createSmtpMailer(smtp);
  return {
    context: {
      db,
      clock,
      calendars: createCalendarRegistry({ settings: calendars, shared: sharedQuota(db), wall: clock.wall }),
      mailer,
      renderMail: createMailRenderer(),
      queue,
      webhooks: createWebhookSender({ rules }),
      hrSystems: createHrSystems({ rules, wall: clock.wall }),
      keyring: createKeyring(encryptionKeys),
      publicUrl,
      log,
    },
    close: async () => {
      await mailer.close();
      await db.close();
    },
  };
}
