import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { mailboxPaths, openMailbox } from '../graph-access.ts';
import { invalidProperty } from '../graph-error.ts';
import { odataContext } from '../odata-context.ts';
import { selectProperties } from '../select-properties.ts';
import { settingsChange } from './mailbox-settings.ts';
import type { MailboxSettings } from './mailbox-settings.ts';

const reading = ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'];
const writing = ['MailboxSettings.ReadWrite'];
const query = z.object({ $select: z.string().optional() });

const parts = [
  'automaticRepliesSetting',
  'dateFormat',
  'delegateMeetingMessageDeliveryOptions',
  'language',
  'timeFormat',
  'timeZone',
  'userPurpose',
  'workingHours',
] as const;

/** mailboxSettings, as a whole, by part, and changed. */
export function settingsRoutes({
  app,
  microsoft,
  settings,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  settings: MailboxSettings;
}): void {
  for (const path of mailboxPaths('/mailboxSettings')) {
    app.get(path, (request) => {
      const { account } = openMailbox({ microsoft, request, scopes: reading });
      const entity = settings.of(account);
      const { $select: select } = query.parse(request.query);
      return { ...contextOf(account.subject), ...selectProperties({ entity, select }) };
    });

    app.patch(path, (request) => {
      const { account } = openMailbox({ microsoft, request, scopes: writing });
      const parsed = settingsChange.safeParse(request.body ?? {});
      if (!parsed.success) throw invalidProperty({ property: parsed.error.issues[0]?.path.join('.') ?? '' });
      settings.change({ account, change: parsed.data });
      return { ...contextOf(account.subject), ...settings.of(account) };
    });

    for (const part of parts) {
      app.get(`${path}/${part}`, (request) => {
        const { account } = openMailbox({ microsoft, request, scopes: reading });
        return { ...contextOf(account.subject, `/${part}`), ...asEntity(settings.of(account)[part]) };
      });
    }
  }
}

function contextOf(subject: string, part = ''): JsonObject {
  return odataContext(`users('${subject}')/mailboxSettings${part}`);
}

/** A value that is no object is wrapped in one. */
function asEntity(value: JsonObject[string] | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : { value: value ?? null };
}
