import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Account } from '../../../core/accounts/account-store.ts';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { mailboxPaths, openMailbox } from '../graph-access.ts';
import { itemNotFound } from '../graph-error.ts';
import { odataContext } from '../odata-context.ts';
import { selectProperties } from '../select-properties.ts';
import { calendarIdOf } from '../events/event-access.ts';
import { isCalendarOf } from './is-calendar-of.ts';

const reading = ['Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite'];
const query = z.object({ $select: z.string().optional() });
const calendarPath = z.object({ calendar: z.string() });

/** GET calendar, calendars and calendars/{id}: an account has one. */
export function calendarRoutes({ app, microsoft }: { app: FastifyInstance; microsoft: MicrosoftCloud }): void {
  const present = ({ account, request }: { account: Account; request: FastifyRequest }): JsonObject =>
    selectProperties({ entity: presentCalendar(account), select: query.parse(request.query).$select });

  for (const path of mailboxPaths('/calendar')) {
    app.get(path, (request) => {
      const { account } = openMailbox({ microsoft, request, scopes: reading });
      return { ...odataContext(`users('${account.subject}')/calendar/$entity`), ...present({ account, request }) };
    });
  }

  for (const path of mailboxPaths('/calendars')) {
    app.get(path, (request) => {
      const { account } = openMailbox({ microsoft, request, scopes: reading });
      return { ...odataContext(`users('${account.subject}')/calendars`), value: [present({ account, request })] };
    });

    app.get(`${path}/:calendar`, (request) => {
      const { account } = openMailbox({ microsoft, request, scopes: reading });
      if (!isCalendarOf({ account, id: calendarPath.parse(request.params).calendar })) throw itemNotFound();
      return { ...odataContext(`users('${account.subject}')/calendars/$entity`), ...present({ account, request }) };
    });
  }
}

function presentCalendar(account: Account): JsonObject {
  const hasTeams = account.teams && account.hostedDomain !== null;
  return {
    id: calendarIdOf(account.email),
    name: 'Calendar',
    color: 'auto',
    hexColor: '',
    isDefaultCalendar: true,
    changeKey: 'DwAAABYAAAC1Rpfcz2AoRZ0QbcXWtRCzAAAAAAEG',
    canShare: true,
    canViewPrivateItems: true,
    canEdit: true,
    allowedOnlineMeetingProviders: hasTeams ? ['teamsForBusiness'] : [],
    defaultOnlineMeetingProvider: hasTeams ? 'teamsForBusiness' : 'unknown',
    isTallyingResponses: true,
    isRemovable: false,
    owner: { name: account.displayName, address: account.email },
  };
}
