import type { Exchange } from './exchange.ts';

const google = 'https://www.googleapis.com/calendar/v3';
const meet = 'https://meet.googleapis.com/v2/conferenceRecords';
const graph = 'https://graph.microsoft.com/v1.0';
const entra = 'https://login.microsoftonline.com/common/oauth2/v2.0';

/** Every kind of call Throughline sends; `*` stands for one part of the path. */
const kinds = [
  'GET https://accounts.google.com/o/oauth2/v2/auth',
  'POST https://oauth2.googleapis.com/token',
  'POST https://oauth2.googleapis.com/revoke',
  `POST ${google}/freeBusy`,
  `GET ${google}/users/me/settings/*`,
  `GET ${google}/calendars/primary/events`,
  `GET ${google}/calendars/primary/events/*`,
  `POST ${google}/calendars/primary/events`,
  `PATCH ${google}/calendars/primary/events/*`,
  `DELETE ${google}/calendars/primary/events/*`,
  `GET ${meet}`,
  `GET ${meet}/*/participants`,
  `GET ${meet}/*/participants/*/participantSessions`,

  `GET ${entra}/authorize`,
  `POST ${entra}/token`,
  `POST ${graph}/$batch`,
  `POST ${graph}/me/calendar/getSchedule`,
  `GET ${graph}/me/calendar`,
  `GET ${graph}/me/calendarView`,
  `GET ${graph}/me/calendarView/delta`,
  `GET ${graph}/me/events`,
  `GET ${graph}/me/events/*`,
  `POST ${graph}/me/events`,
  `PATCH ${graph}/me/events/*`,
  `POST ${graph}/me/events/*/attachments`,
  `GET ${graph}/me/events/*/attachments`,
  `DELETE ${graph}/me/events/*/attachments/*`,
  `POST ${graph}/me/events/*/cancel`,
  `POST ${graph}/me/events/*/permanentDelete`,
  `GET ${graph}/me/onlineMeetings`,
  `GET ${graph}/me/onlineMeetings/*/attendanceReports`,
  `GET ${graph}/me/onlineMeetings/*/attendanceReports/*`,
];

/** The kinds of calls that were not seen: a description that nothing is held against finds nothing wrong. */
export function missingKinds({ exchanges }: { exchanges: readonly Exchange[] }): readonly string[] {
  const seen = new Set(exchanges.filter(({ kind }) => kind === undefined).flatMap(callsIn));
  return kinds.filter((kind) => {
    const pattern = new RegExp(`^${kind.split('*').map(RegExp.escape).join('[^/ ]+')}$`);
    return ![...seen].some((call) => pattern.test(call));
  });
}

/** Method and address without the query; of a batch its parts too. */
function callsIn({ method, url, requestBody }: Exchange): readonly string[] {
  const { origin, pathname } = new URL(url);
  const own = `${method} ${origin}${pathname}`;
  if (!pathname.endsWith('/$batch')) return [own];
  const { requests = [] } = requestBody as { requests?: readonly { method: string; url: string }[] };
  return [own, ...requests.flatMap((part) => callsIn({ method: part.method, url: `${graph}${part.url}` }))];
}
