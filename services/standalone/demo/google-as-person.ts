import { z } from 'zod';
import type { SandboxControl } from '../sandbox-control.ts';
import { callAsPerson } from './call-as-person.ts';
import type { CalendarAsPerson, PersonalEvent } from './calendar-as-person.ts';

const response = z.enum(['needsAction', 'accepted', 'declined', 'tentative']);
const attendee = z.looseObject({ email: z.string(), responseStatus: response });
const event = z.looseObject({
  id: z.string(),
  summary: z.string().default(''),
  description: z.string().default(''),
  visibility: z.string().default('default'),
  organizer: z.looseObject({ email: z.string() }),
  start: z.looseObject({ dateTime: z.string().optional() }),
  end: z.looseObject({ dateTime: z.string().optional() }),
  attendees: z.array(attendee).default([]),
});
const eventList = z.object({ items: z.array(event) });

export function googleAsPerson({
  control,
  origin,
  email,
}: {
  control: SandboxControl;
  origin: string;
  email: string;
}): CalendarAsPerson {
  const events = `${origin}/calendar/v3/calendars/primary/events`;
  const call = callAsPerson({ control, email });

  return {
    conversations: async ({ from }) => {
      const query = new URLSearchParams({
        timeMin: from.toString(),
        q: 'Career conversation',
        singleEvents: 'true',
        maxResults: '50',
      });
      const { items } = eventList.parse(await call({ url: `${events}?${query.toString()}` }));
      return items.flatMap((item) => toPersonal({ item, email }));
    },

    answer: async ({ found, response: given }) => {
      const url = `${events}/${found.id}`;
      const { attendees } = event.parse(await call({ url }));
      const answered = attendees.map((one) => (one.email === email ? { ...one, responseStatus: given } : one));
      await call({ method: 'PATCH', url: `${url}?sendUpdates=all`, body: { attendees: answered } });
    },

    move: async ({ found, by }) => {
      await call({
        method: 'PATCH',
        url: `${events}/${found.id}?sendUpdates=all`,
        body: {
          start: { dateTime: found.start.add(by).toString() },
          end: { dateTime: found.end.add(by).toString() },
        },
      });
    },

    remove: async ({ found }) => {
      await call({ method: 'DELETE', url: `${events}/${found.id}?sendUpdates=all` });
    },
  };
}

function toPersonal({ item, email }: { item: z.infer<typeof event>; email: string }): PersonalEvent[] {
  const { id, summary: title, description: text, visibility, organizer, start, end, attendees } = item;
  if (start.dateTime === undefined || end.dateTime === undefined) return [];
  return [
    {
      id,
      title,
      text,
      isPrivate: visibility === 'private',
      organizerEmail: organizer.email,
      start: Temporal.Instant.from(start.dateTime),
      end: Temporal.Instant.from(end.dateTime),
      ownResponse: attendees.find((one) => one.email === email)?.responseStatus ?? null,
    },
  ];
}
