import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { mailboxPaths, openMailbox } from '../graph-access.ts';
import type { Mailbox } from '../graph-access.ts';
import { accessDenied, itemNotFound } from '../graph-error.ts';
import { isCalendarOf } from '../mailbox/is-calendar-of.ts';
import type { MailboxSettings } from '../mailbox/mailbox-settings.ts';
import { odataContext } from '../odata-context.ts';
import { preferencesOf } from '../prefer.ts';
import type { AnswerZone } from '../events/event-time.ts';
import { failedSchedule, scheduleInformation } from './schedule-information.ts';
import { readScheduleRequest } from './schedule-request.ts';
import type { ScheduleRequest } from './schedule-request.ts';

const accepted = ['Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite'];

/** getSchedule: when people of the same organisation are taken, and their working hours. */
export function scheduleRoutes({
  app,
  microsoft,
  settings,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  settings: MailboxSettings;
}): void {
  const { accounts, calendars } = microsoft.cloud;

  const answerFor = ({
    scheduleId,
    caller,
    asked,
    answerZone,
  }: {
    scheduleId: string;
    caller: Mailbox;
    asked: ScheduleRequest;
    answerZone: AnswerZone;
  }): JsonObject => {
    const owner = accounts.get(scheduleId);
    const isColleague =
      owner !== undefined &&
      owner.provider === 'microsoft' &&
      owner.hostedDomain !== null &&
      microsoft.tenants.idOf(owner) === caller.tenantId;
    if (!isColleague) {
      const message = `Unable to resolve e-mail address ${scheduleId} to an Active Directory object.`;
      return failedSchedule({ scheduleId, message, responseCode: 'ErrorMailRecipientNotFound' });
    }
    const isOwn = owner.email === caller.account.email;
    if (!isOwn && !owner.sharesFreeBusy) {
      const message = 'The caller does not have free/busy viewing rights on the calendar.';
      return failedSchedule({ scheduleId, message, responseCode: 'ErrorNoFreeBusyAccess' });
    }
    const workingHours = settings.of(owner)['workingHours'] as JsonObject;
    return scheduleInformation({ store: calendars, owner, scheduleId, isOwn, asked, answerZone, workingHours });
  };

  for (const path of [...mailboxPaths('/calendar/getSchedule'), ...mailboxPaths('/calendars/:calendar/getSchedule')]) {
    app.post(path, (request, reply) => {
      const caller = openMailbox({ microsoft, request, scopes: accepted });
      if (caller.isPersonal) throw accessDenied();
      const { calendar } = Object(request.params) as { calendar?: string };
      if (calendar !== undefined && !isCalendarOf({ account: caller.account, id: calendar })) throw itemNotFound();
      const asked = readScheduleRequest(request.body ?? {});
      const { answerZone } = preferencesOf({ request, reply });
      return {
        ...odataContext('Collection(microsoft.graph.scheduleInformation)'),
        value: asked.schedules.map((scheduleId) => answerFor({ scheduleId, caller, asked, answerZone })),
      };
    });
  }
}
