import { z } from 'zod';
import type { SandboxControl } from '../sandbox-control.ts';

const event = z.looseObject({
  id: z.string(),
  summary: z.string().optional(),
  organizer: z.looseObject({ email: z.string() }).optional(),
  start: z.looseObject({ dateTime: z.string().optional() }),
  end: z.looseObject({ dateTime: z.string().optional() }),
  attendees: z
    .array(z.looseObject({ email: z.string(), responseStatus: z.string(), self: z.boolean().optional() }))
    .optional(),
});
const eventList = z.object({ items: z.array(event) });
export type PersonalEvent = z.infer<typeof event>;

/** Somebody at their own calendar, through the provider's own API. */
export function googleAsPerson({ control, origin, email }: { control: SandboxControl; origin: string; email: string }) {
  const events = `${origin}/calendar/v3/calendars/primary/events`;

  async function call(url: string, init: RequestInit = {}): Promise<unknown> {
    const token = await control.tokenFor(email);
    const response = await fetch(url, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    if (!response.ok) throw new Error(`${email}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  return {
    /** Upcoming career conversations in this calendar, by their title, as the person would find them. */
    conversations: async ({ from }: { from: Temporal.Instant }): Promise<readonly PersonalEvent[]> => {
      const query = new URLSearchParams({
        timeMin: from.toString(),
        q: 'Career conversation',
        singleEvents: 'true',
        maxResults: '50',
      });
      return eventList.parse(await call(`${events}?${query.toString()}`)).items;
    },

    answer: async ({ found, response }: { found: PersonalEvent; response: 'accepted' | 'declined' | 'tentative' }) => {
      const attendees = (found.attendees ?? []).map((attendee) =>
        attendee.email === email ? { ...attendee, responseStatus: response } : attendee,
      );
      await call(`${events}/${found.id}?sendUpdates=all`, { method: 'PATCH', body: JSON.stringify({ attendees }) });
    },

    move: async ({ found, by }: { found: PersonalEvent; by: Temporal.Duration }) => {
      const shifted = (dateTime: string | undefined) =>
        dateTime === undefined ? undefined : Temporal.Instant.from(dateTime).add(by).toString();
      await call(`${events}/${found.id}?sendUpdates=all`, {
        method: 'PATCH',
        body: JSON.stringify({
          start: { dateTime: shifted(found.start.dateTime) },
          end: { dateTime: shifted(found.end.dateTime) },
        }),
      });
    },
  };
}
