import type { Database } from '@throughline/db/database.ts';
import type { Keyring } from '@throughline/security/keyring.ts';
import type { CalendarRegistry } from './ports/calendar.ts';
import type { Clock } from './ports/clock.ts';
import type { HrSystems } from './ports/hr-system.ts';
import type { Log } from './ports/log.ts';
import type { MailRenderer } from './ports/mail-content.ts';
import type { Mailer } from './ports/mailer.ts';
import type { QueuePort } from './ports/queue.ts';
import type { WebhookSender } from './ports/webhook-sender.ts';

/** What the use cases act through; each takes the part it needs. Built once, in packages/runtime. */
export type AppContext = {
  readonly db: Database;
  readonly clock: Clock;
  readonly calendars: CalendarRegistry;
  readonly mailer: Mailer;
  readonly renderMail: MailRenderer;
  readonly queue: QueuePort;
  readonly webhooks: WebhookSender;
  readonly hrSystems: HrSystems;
  readonly keyring: Keyring;
  /** Origin of the pages, without a trailing slash. */
  readonly publicUrl: string;
  readonly log: Log;
};
