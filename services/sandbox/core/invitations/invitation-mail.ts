import type { CalendarEvent, EventFile, Response } from '../calendar/calendar-event.ts';
import { zoneOf } from '../cloud.ts';
import type { Cloud } from '../cloud.ts';

export type InvitationNews = 'invited' | 'updated' | 'cancelled';

const subjectPrefix: Record<InvitationNews, string> = {
  invited: 'Invitation',
  updated: 'Updated invitation',
  cancelled: 'Canceled event',
};

const answerPrefix: Record<Response, string> = {
  accepted: 'Accepted',
  declined: 'Declined',
  tentative: 'Tentatively Accepted',
  needsAction: 'Awaiting answer',
};

/** Tells an attendee what the organizer did, as the provider's calendar does by mail. */
export function mailInvitation({
  cloud,
  event,
  to,
  news,
  comment,
}: {
  cloud: Cloud;
  event: CalendarEvent;
  to: string;
  news: InvitationNews;
  /** What the organizer says to it. */
  comment: string | null;
}): void {
  const title = event.summary ?? '(No title)';
  const when = describeTime({ event, zone: zoneOf({ cloud, account: to }) });
  const organizer = event.organizer.displayName ?? event.organizer.email;
  post({
    cloud,
    event,
    to,
    from: `${organizer} <${event.organizer.email}>`,
    subject: `${subjectPrefix[news]}: ${title} @ ${when} (${to})`,
    lines: [
      `${title}`,
      when,
      ...(event.location === null ? [] : [event.location]),
      `Organizer: ${organizer}`,
      `Attendees: ${event.attendees.map((attendee) => attendee.displayName ?? attendee.email).join(', ')}`,
      ...(comment === null || comment === '' ? [] : [`"${comment}"`]),
    ],
    description: news === 'cancelled' ? null : event.description,
    files: news === 'cancelled' ? [] : (event.files ?? []),
  });
}

/** Tells the organizer how an attendee answered. */
export function mailAnswer({
  cloud,
  event,
  attendee,
  response,
  comment,
}: {
  cloud: Cloud;
  event: CalendarEvent;
  attendee: string;
  response: Response;
  comment: string | null;
}): void {
  const to = event.organizer.email;
  const title = event.summary ?? '(No title)';
  const when = describeTime({ event, zone: zoneOf({ cloud, account: to }) });
  const name = cloud.accounts.get(attendee)?.displayName ?? attendee;
  post({
    cloud,
    event,
    to,
    from: `${name} <${attendee}>`,
    subject: `${answerPrefix[response]}: ${title} @ ${when} (${name})`,
    lines: [
      `${name}: ${answerPrefix[response].toLowerCase()}`,
      title,
      when,
      ...(comment === null ? [] : [`"${comment}"`]),
    ],
    description: null,
    files: [],
  });
}

function post({
  cloud,
  event,
  to,
  from,
  subject,
  lines,
  description,
  files,
}: {
  cloud: Cloud;
  event: CalendarEvent;
  to: string;
  from: string;
  subject: string;
  lines: readonly string[];
  description: string | null;
  files: readonly EventFile[];
}): void {
  const paragraphs = lines.map((line) => `<p>${escapeText(line)}</p>`).join('\n');
  cloud.mails.add({
    source: 'calendar',
    from,
    to: [to],
    subject,
    date: cloud.clock.now().toString({ smallestUnit: 'second' }),
    messageId: `<calendar-${event.version}-${to}>`,
    headers: [
      ['Sender', 'Calendar <calendar-notification@sandbox.invalid>'],
      ['X-Calendar-UID', event.uid],
    ],
    text: [...lines, ...(description === null ? [] : ['', stripTags(description)])].join('\n'),
    html: `${paragraphs}${description === null ? '' : `\n<hr>\n${description}`}`,
    attachments: files.map(({ name, contentType, size, sha256 }) => ({ name, contentType, size, sha256 })),
  });
}

function describeTime({ event, zone }: { event: CalendarEvent; zone: string }): string {
  if (event.start.kind === 'allDay') return dayFormat('UTC').format(Date.parse(event.start.date));
  const end = event.end.kind === 'timed' ? event.end.at : event.start.at;
  return `${timeFormat(zone).formatRange(event.start.at, end)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(zone: string): Intl.DateTimeFormat {
  return cached(`day ${zone}`, { timeZone: zone, dateStyle: 'medium' });
}

function timeFormat(zone: string): Intl.DateTimeFormat {
  return cached(`time ${zone}`, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

/** Making a formatter costs far more than using one. */
function cached(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', options);
  formats.set(key, known);
  return known;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function stripTags(html: string): string {
  return html.replaceAll(/<br\s*\/?>|<\/p>|<\/li>/gi, '\n').replaceAll(/<[^>]*>/g, '');
}
