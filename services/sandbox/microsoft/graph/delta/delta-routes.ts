import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Account } from '../../../core/accounts/account-store.ts';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import { originOf } from '../../../core/request-origin.ts';
import { eventPaths, openCalendar, readers } from '../events/event-access.ts';
import { presentFor } from '../events/event-answer.ts';
import { etagOf, eventIdOf } from '../events/event-json.ts';
import type { GraphCalendar } from '../events/graph-calendar.ts';
import { readWindow } from '../events/list-query.ts';
import type { Mailbox } from '../graph-access.ts';
import { GraphError } from '../graph-error.ts';
import { odataContext } from '../odata-context.ts';
import { preferencesOf } from '../prefer.ts';
import type { Preferences } from '../prefer.ts';
import { deltaEntries } from './delta-entries.ts';
import type { DeltaEntry } from './delta-entries.ts';
import { readDeltaToken, writeDeltaToken } from './delta-token.ts';
import type { DeltaState } from './delta-token.ts';

const usualPageSize = 50;
const refused = ['$select', '$filter', '$expand', '$orderby', '$search', '$top', '$skip'];
const tokens = z.looseObject({ $deltatoken: z.string().optional(), $skiptoken: z.string().optional() });

/** GET calendarView/delta: a window's entries, then round by round what became of them. */
export function deltaRoutes({ app, calendar }: { app: FastifyInstance; calendar: GraphCalendar }): void {
  const { cloud, faults } = calendar.microsoft;
  const store = cloud.calendars;

  const stateOf = ({ request, account }: { request: FastifyRequest; account: Account }): DeltaState => {
    const now = cloud.clock.now().epochMilliseconds;
    const { $deltatoken, $skiptoken } = tokens.parse(request.query);
    const { epochs } = calendar;
    const token = $skiptoken ?? $deltatoken;
    if (token === undefined) {
      const start = { since: null, version: store.version(), after: null, writtenAt: now };
      return { epoch: epochs.of(account.email), account: account.email, ...readWindow(request.query), ...start };
    }
    const known = readDeltaToken({ token, account: account.email, epochs, now });
    if ($skiptoken !== undefined) return { ...known, writtenAt: now };
    return { ...known, since: known.version, version: store.version(), after: null, writtenAt: now };
  };

  const answer = (request: FastifyRequest, mailbox: Mailbox, preferences: Preferences): JsonObject => {
    const { account } = mailbox;
    const state = stateOf({ request, account });
    const entries = deltaEntries({ store, former: calendar.former, zone: account.timeZone, state });
    const target = { account: account.email, method: 'GET', path: '/calendarView/delta' };
    const short = faults.take({ kinds: ['short_page'], target });
    const wanted = preferences.maxPageSize ?? usualPageSize;
    const size = short === undefined ? wanted : Math.min(wanted, short.items ?? 0);
    const page = entries.slice(0, size);
    const last = page.at(-1);
    const after = last === undefined ? state.after : { order: last.order, id: last.event.id };
    const [path = ''] = request.url.split('?');
    const link = (name: string, next: DeltaState): string =>
      `${originOf(request)}${path}?${encodeURIComponent(name)}=${writeDeltaToken(next)}`;
    return {
      ...odataContext('Collection(event)'),
      ...(page.length < entries.length
        ? { '@odata.nextLink': link('$skiptoken', { ...state, after }) }
        : { '@odata.deltaLink': link('$deltatoken', { ...state, after: null }) }),
      value: page.map((entry) => presentEntry({ calendar, entry, mailbox, preferences })),
    };
  };

  for (const view of eventPaths('/calendarView')) {
    for (const delta of [`${view}/delta`, `${view}/delta()`]) {
      app.get(delta, (request, reply) => {
        const mailbox = openCalendar({ calendar, request, scopes: readers });
        checkQuery(request);
        return answer(request, mailbox, preferencesOf({ request, reply }));
      });
    }
  }
}

function presentEntry({
  calendar,
  entry,
  mailbox,
  preferences,
}: {
  calendar: GraphCalendar;
  entry: DeltaEntry;
  mailbox: Mailbox;
  preferences: Preferences;
}): JsonObject {
  const type = { '@odata.type': '#microsoft.graph.event' };
  if (entry.kind === 'removed') {
    const id = eventIdOf({ event: entry.event, immutable: preferences.immutableIds });
    return { ...type, id, '@removed': { reason: 'deleted' } };
  }
  const { event } = entry;
  const shape = { select: null, properties: null, attachments: false };
  const whole = presentFor({ calendar, event, mailbox, preferences, shape });
  if (entry.kind === 'present') return { ...type, ...whole };
  // Of an occurrence nobody changed only its place is told; the rest is its master's.
  const { id = '', seriesMasterId = null, start = null, end = null } = whole;
  return { ...type, '@odata.etag': etagOf(event), id, seriesMasterId, type: 'occurrence', start, end };
}

function checkQuery(request: FastifyRequest): void {
  const offending = Object.keys(Object(request.query)).find((name) => refused.includes(name.toLowerCase()));
  if (offending === undefined) return;
  throw new GraphError({
    status: 400,
    code: 'ErrorInvalidUrlQuery',
    message: `The following parameters are not supported with change tracking over the 'CalendarView' resource: '${offending}'.`,
  });
}
