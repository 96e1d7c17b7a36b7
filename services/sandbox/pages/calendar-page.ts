import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Account } from '../core/accounts/account-store.ts';
import type { CalendarEvent } from '../core/calendar/calendar-event.ts';
import { ownResponse } from '../core/calendar/calendar-event.ts';
import { sharedOf } from '../microsoft/graph/events/outlook-content.ts';
import type { Sandbox } from '../sandbox.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { sendPage } from './page.ts';
import { weekOf } from './week.ts';
import type { PlacedEntry, WeekDay } from './week.ts';

const path = z.object({ email: z.string() });
const query = z.object({ week: z.iso.date().optional(), event: z.string().optional() });

/** The hours the grid shows; entries outside them stand at its edge. */
const firstHour = 7;
const lastHour = 21;
const hourHeight = 3;

/** `/calendar`: whose there are. `/calendar/<email>`: a week of one; `?week=` any day of it, `?event=` an entry to point out. */
export function calendarPages({ app, sandbox }: { app: FastifyInstance; sandbox: Sandbox }): void {
  const { accounts, clock, calendars } = sandbox.cloud;

  app.get('/calendar', (_request, reply) => {
    const rows = accounts.all().map(
      (account) =>
        html`<li>
          <a href="/calendar/${account.email}">
            <strong>${account.displayName}</strong>
            <span class="quiet-text">${account.email} · ${account.timeZone} · ${cloudOf(account)}</span>
          </a>
        </li>`,
    );
    const body = html`<h1>Calendars</h1>
      ${
        rows.length === 0
          ? html`<p>There are no accounts yet.</p>`
          : html`<ul class="rows">
              ${rows}
            </ul>`
      }`;
    return sendPage({ reply, title: 'Calendars', body });
  });

  app.get('/calendar/:email', (request, reply) => {
    const { email } = path.parse(request.params);
    const account = accounts.get(email);
    if (account === undefined) {
      const body = html`<h1>There is no account ${email}</h1>`;
      return sendPage({ reply, title: 'No such account', body, status: 404 });
    }
    const asked = query.safeParse(request.query);
    const { week, event } = asked.success ? asked.data : {};
    const today = clock.now().toZonedDateTimeISO(account.timeZone).toPlainDate();
    const named = event === undefined ? undefined : calendars.get({ account: account.email, id: event });
    const date = week === undefined ? (dayOf({ event: named, account }) ?? today) : Temporal.PlainDate.from(week);
    const days = weekOf({ cloud: sandbox.cloud, account, date });
    const body = weekPage({ account, days, today, named: event ?? null });
    return sendPage({ reply, title: `${account.displayName}, week of ${days[0]?.date.toString() ?? ''}`, body });
  });
}

function cloudOf({ provider, hostedDomain }: Account): string {
  if (provider === 'google') return 'Google';
  return hostedDomain === null ? 'Microsoft, personal' : 'Microsoft';
}

function dayOf({ event, account }: { event: CalendarEvent | undefined; account: Account }): Temporal.PlainDate | null {
  if (event === undefined) return null;
  if (event.start.kind === 'allDay') return Temporal.PlainDate.from(event.start.date);
  return Temporal.Instant.fromEpochMilliseconds(event.start.at).toZonedDateTimeISO(account.timeZone).toPlainDate();
}

function weekPage({
  account,
  days,
  today,
  named,
}: {
  account: Account;
  days: readonly WeekDay[];
  today: Temporal.PlainDate;
  named: string | null;
}): Html {
  const monday = days[0]?.date ?? today;
  const sunday = days.at(-1)?.date ?? today;
  const address = `/calendar/${encodeURIComponent(account.email)}`;
  const week = (weeks: number): string => `${address}?week=${monday.add({ weeks }).toString()}`;
  const hours = Array.from(
    { length: lastHour - firstHour },
    (_, at) => html`<li>${clockTime((firstHour + at) * 60)}</li>`,
  );
  return html`<p class="eyebrow">${account.email} · ${cloudOf(account)} · times in ${account.timeZone}</p>
    <h1>${account.displayName}: ${longDate(monday)} to ${longDate(sunday)}</h1>
    <nav class="week-bar" aria-label="Week">
      <a class="button quiet" rel="prev" href="${week(-1)}">Previous week</a>
      <a class="button quiet" href="${address}">This week</a>
      <a class="button quiet" rel="next" href="${week(1)}">Next week</a>
    </nav>
    <div class="week">
      <div class="hours" aria-hidden="true">
        <div class="corner"></div>
        <div class="all-day">all day</div>
        <ol>
          ${hours}
        </ol>
      </div>
      ${days.map((day) => dayColumn({ day, today, named }))}
    </div>`;
}

function dayColumn({ day, today, named }: { day: WeekDay; today: Temporal.PlainDate; named: string | null }): Html {
  const isToday = Temporal.PlainDate.compare(day.date, today) === 0;
  return html`<section class="day ${isToday ? 'today' : ''}" aria-label="${longDate(day.date)}">
    <h2>
      ${day.date.toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })}${isToday ? ' · today' : ''}
    </h2>
    <div class="all-day">${day.wholeDay.map((event) => wholeDayEntry({ event, named }))}</div>
    <div class="slots">${day.timed.map((entry) => timedEntry({ entry, named }))}</div>
  </section>`;
}

function wholeDayEntry({ event, named }: { event: CalendarEvent; named: string | null }): Html {
  return html`<article class="${classesOf({ event, named })}" tabindex="0">
    <b>${titleOf(event)}</b> <span>${statesOf(event).join(' · ')}</span>
  </article>`;
}

function timedEntry({ entry, named }: { entry: PlacedEntry; named: string | null }): Html {
  const { event, from, until, column, columns } = entry;
  const top = place(from);
  const height = Math.max(place(until) - top, 1.1);
  const width = 100 / columns;
  const style = `top:${top}rem;height:${height}rem;left:${column * width}%;width:${width}%`;
  const people = event.attendees.map((attendee) => attendee.displayName ?? attendee.email);
  return html`<article class="${classesOf({ event, named })}" style="${style}" tabindex="0">
    <b>${titleOf(event)}</b>
    <span>${[`${clockTime(from)}–${clockTime(until)}`, ...statesOf(event), ...people].join(' · ')}</span>
  </article>`;
}

/** Rem from the top of the grid. */
function place(minute: number): number {
  const inside = Math.min(Math.max(minute, firstHour * 60), lastHour * 60);
  return ((inside - firstHour * 60) / 60) * hourHeight;
}

function classesOf({ event, named }: { event: CalendarEvent; named: string | null }): string {
  const away = event.type === 'outOfOffice' || event.type === 'focusTime';
  return [
    'entry',
    event.busy ? '' : 'free',
    away ? 'away' : '',
    ownResponse(event) === 'declined' ? 'declined' : '',
    named !== null && (event.id === named || event.series?.id === named) ? 'named' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
}

function titleOf(event: CalendarEvent): string {
  return event.summary ?? '(No title)';
}

/** What the colours say, in words. */
function statesOf(event: CalendarEvent): string[] {
  const kinds: Partial<Record<CalendarEvent['type'], string>> = {
    outOfOffice: 'out of office',
    focusTime: 'focus time',
    workingLocation: 'working location',
    birthday: 'birthday',
  };
  const answers = { declined: 'declined', tentative: 'tentative', needsAction: 'not answered', accepted: 'accepted' };
  const response = ownResponse(event);
  return [
    kinds[event.type],
    event.visibility === 'private' || event.visibility === 'confidential' ? 'private' : undefined,
    event.busy ? undefined : 'free',
    response === null ? undefined : answers[response],
    event.conference?.status === 'success' || sharedOf(event).teams?.status === 'made' ? 'online' : undefined,
  ].filter((state) => state !== undefined);
}

function clockTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function longDate(date: Temporal.PlainDate): string {
  return date.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}
