import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { mailboxPaths, openMailbox } from '../graph-access.ts';
import type { Mailbox } from '../graph-access.ts';
import { badRequest, GraphError } from '../graph-error.ts';
import { odataContext } from '../odata-context.ts';
import type { Attendance, Session } from './attendance.ts';
import { presentRecords, presentReport } from './attendance-report.ts';
import { meetingIdOf, onlineMeetingsOf, presentMeeting } from './online-meetings.ts';
import type { OnlineMeeting } from './online-meetings.ts';

const readingMeetings = ['OnlineMeetingArtifact.Read.All', 'OnlineMeetings.Read', 'OnlineMeetings.ReadWrite'];
const readingAttendance = ['OnlineMeetingArtifact.Read.All'];

const listQuery = z.object({ $filter: z.string().optional() });
const reportQuery = z.object({ $expand: z.string().optional() });
const meetingPath = z.object({ meeting: z.string() });
const reportPath = z.object({ report: z.string() });

/** Teams meetings by their join link, and who was in them. Work accounts only, and only for the organizer. */
export function meetingRoutes({
  app,
  microsoft,
  attendance,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  attendance: Attendance;
}): void {
  const { accounts, calendars: store } = microsoft.cloud;

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

  const findSession = (request: FastifyRequest): { session: Session; mailbox: Mailbox } => {
    const mailbox = open({ request, scopes: readingAttendance });
    const { joinUrl } = find({ request, mailbox });
    const { report } = reportPath.parse(request.params);
    const session = attendance.of(joinUrl).find(({ id }) => id === report);
    if (session === undefined) throw notFound();
    return { session, mailbox };
  };

  const recordsOf = ({ session, mailbox }: { session: Session; mailbox: Mailbox }): JsonObject[] =>
    presentRecords({ session, organizer: mailbox.account.email, accounts });

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
      return { ...contextOf(mailbox, request), value: attendance.of(joinUrl).map(presentReport) };
    });

    app.get(`${path}/:meeting/attendanceReports/:report`, (request) => {
      const { session, mailbox } = findSession(request);
      const expanded = reportQuery.parse(request.query).$expand?.toLowerCase() === 'attendancerecords';
      const records = expanded ? { attendanceRecords: recordsOf({ session, mailbox }) } : {};
      return { ...contextOf(mailbox, request, '/$entity'), ...presentReport(session), ...records };
    });

    app.get(`${path}/:meeting/attendanceReports/:report/attendanceRecords`, (request) => {
      const { session, mailbox } = findSession(request);
      const context = contextOf(mailbox, request, `('${session.id}')/attendanceRecords`);
      return { ...context, value: recordsOf({ session, mailbox }) };
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
