import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { Call, Calls } from '../../../core/calls/call.ts';
import { originOf } from '../../../core/request-origin.ts';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { mailboxPaths, openMailbox } from '../graph-access.ts';
import type { Mailbox } from '../graph-access.ts';
import { badRequest, GraphError } from '../graph-error.ts';
import { odataContext } from '../odata-context.ts';
import { presentRecords, presentReport, reportedCalls } from './attendance-report.ts';
import { meetingIdOf, onlineMeetingsOf, presentMeeting } from './online-meetings.ts';
import type { OnlineMeeting } from './online-meetings.ts';

const readingMeetings = ['OnlineMeetingArtifact.Read.All', 'OnlineMeetings.Read', 'OnlineMeetings.ReadWrite'];
const readingAttendance = ['OnlineMeetingArtifact.Read.All'];

/** meetingattendancereport-list: only so many of the latest. */
const mostReports = 50;

const listQuery = z.object({ $filter: z.string().optional(), $skip: z.coerce.number().int().min(0).default(0) });
const reportQuery = z.object({ $expand: z.string().optional() });
const meetingPath = z.object({ meeting: z.string() });
const reportPath = z.object({ report: z.string() });

/** Teams meetings by their join link, and who was in them. Work accounts only, and only for the organizer. */
export function meetingRoutes({
  app,
  microsoft,
  calls,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  calls: Calls;
}): void {
  const { accounts, calendars: store, clock } = microsoft.cloud;

  const reportsOf = (joinUrl: string): Call[] => reportedCalls({ calls, joinUrl, now: clock.now().epochMilliseconds });

  const open = ({ request, scopes }: { request: FastifyRequest; scopes: readonly string[] }): Mailbox => {
    const mailbox = openMailbox({ microsoft, request, scopes });
    if (mailbox.isPersonal) throw forbidden();
    return mailbox;
  };

  const find = ({ request, mailbox: { account } }: { request: FastifyRequest; mailbox: Mailbox }): OnlineMeeting => {
    const { meeting: id } = meetingPath.parse(request.params);
    const meetings = onlineMeetingsOf({ store, account });
    const found = meetings.find(({ joinUrl }) => meetingIdOf({ account, joinUrl }) === id);
    if (found === undefined) throw notFound();
    return found;
  };

  const findReport = (request: FastifyRequest): { call: Call; mailbox: Mailbox } => {
    const mailbox = open({ request, scopes: readingAttendance });
    const { joinUrl } = find({ request, mailbox });
    const { report } = reportPath.parse(request.params);
    const call = reportsOf(joinUrl).find(({ id }) => id === report);
    if (call === undefined) throw notFound();
    return { call, mailbox };
  };

  const recordsOf = ({ call, mailbox }: { call: Call; mailbox: Mailbox }): JsonObject[] =>
    presentRecords({ call, organizer: mailbox.account.email, accounts });

  /** The latest come first, at most fifty, a page of them at a time when a fault says so. */
  const pageOf = ({ request, mailbox, reports }: { request: FastifyRequest; mailbox: Mailbox; reports: Call[] }) => {
    const { $skip: skip } = listQuery.parse(request.query);
    const target = { account: mailbox.account.email, method: 'GET', path: '/attendanceReports' };
    const short = microsoft.faults.take({ kinds: ['short_page'], target });
    const page = reports.slice(skip, short === undefined ? mostReports : skip + (short.items ?? 0));
    const next = skip + page.length;
    const url = new URL(request.url, originOf(request));
    url.searchParams.set('$skip', String(next));
    return {
      value: page.map(presentReport),
      ...(next < Math.min(reports.length, mostReports) ? { '@odata.nextLink': url.href } : {}),
    };
  };

  for (const path of mailboxPaths('/onlineMeetings')) {
    app.get(path, (request) => {
      const { account } = open({ request, scopes: readingMeetings });
      const wanted = joinUrlIn(listQuery.parse(request.query).$filter);
      const found = onlineMeetingsOf({ store, account }).filter(({ joinUrl }) => joinUrl === wanted);
      const context = odataContext(`users('${account.subject}')/onlineMeetings`);
      return { ...context, value: found.slice(0, 1).map((meeting) => presentMeeting({ meeting, account })) };
    });

    app.get(`${path}/:meeting`, (request) => {
      const mailbox = open({ request, scopes: readingMeetings });
      const { account } = mailbox;
      const context = odataContext(`users('${account.subject}')/onlineMeetings/$entity`);
      return { ...context, ...presentMeeting({ meeting: find({ request, mailbox }), account }) };
    });

    app.get(`${path}/:meeting/attendanceReports`, (request) => {
      const mailbox = open({ request, scopes: readingAttendance });
      const { joinUrl } = find({ request, mailbox });
      return { ...contextOf(mailbox, request), ...pageOf({ request, mailbox, reports: reportsOf(joinUrl) }) };
    });

    app.get(`${path}/:meeting/attendanceReports/:report`, (request) => {
      const { call, mailbox } = findReport(request);
      const expanded = reportQuery.parse(request.query).$expand?.toLowerCase() === 'attendancerecords';
      const records = expanded ? { attendanceRecords: recordsOf({ call, mailbox }) } : {};
      return { ...contextOf(mailbox, request, '/$entity'), ...presentReport(call), ...records };
    });

    app.get(`${path}/:meeting/attendanceReports/:report/attendanceRecords`, (request) => {
      const { call, mailbox } = findReport(request);
      const context = contextOf(mailbox, request, `('${call.id}')/attendanceRecords`);
      return { ...context, value: recordsOf({ call, mailbox }) };
    });
  }
}

function contextOf({ account }: Mailbox, request: FastifyRequest, part = ''): JsonObject {
  const { meeting } = meetingPath.parse(request.params);
  return odataContext(`users('${account.subject}')/onlineMeetings('${meeting}')/attendanceReports${part}`);
}

/** Meetings cannot be listed, only looked up by their join link. */
function joinUrlIn(filter: string | undefined): string {
  const quoted = /^\s*joinWebUrl\s+eq\s+'((?:[^']|'')*)'\s*$/i.exec(filter ?? '')?.[1];
  if (quoted === undefined) throw badRequest('Invalid filter: only JoinWebUrl eq is supported.');
  return quoted.replaceAll("''", "'");
}

function notFound(): GraphError {
  return new GraphError({ status: 404, code: 'NotFound', message: 'The meeting or its report was not found.' });
}

function forbidden(): GraphError {
  return new GraphError({
    status: 403,
    code: 'Forbidden',
    message: 'Online meetings are not available to this account.',
  });
}
