import { z } from 'zod';
import type { SandboxControl } from '../sandbox-control.ts';
import { callAsPerson } from './call-as-person.ts';
import type { CalendarAsPerson, PersonalEvent } from './calendar-as-person.ts';

/** Graph leaves out the `Z` of what it gives in UTC. */
const utc = z.object({ dateTime: z.string() }).transform(({ dateTime }) => Temporal.Instant.from(`${dateTime}Z`));
const event = z.object({
  id: z.string(),
  subject: z.string().nullable(),
  body: z.object({ content: z.string() }),
  sensitivity: z.string(),
  isAllDay: z.boolean(),
  isCancelled: z.boolean(),
  start: utc,
  end: utc,
  organizer: z.object({ emailAddress: z.object({ address: z.string() }) }),
  responseStatus: z.object({ response: z.string() }),
});
const page = z.object({ value: z.array(event), '@odata.nextLink': z.string().optional() });

const responses: Readonly<Record<string, PersonalEvent['ownResponse']>> = {
  organizer: null,
  none: 'needsAction',
  notResponded: 'needsAction',
  accepted: 'accepted',
  declined: 'declined',
  tentativelyAccepted: 'tentative',
};
const actions = { accepted: 'accept', declined: 'decline', tentative: 'tentativelyAccept' } as const;

export function outlookAsPerson({
  control,
  origin,
  email,
}: {
  control: SandboxControl;
  origin: string;
  email: string;
}): CalendarAsPerson {
  const events = `${origin}/v1.0/me/events`;
  const call = callAsPerson({ control, email });

  return {
    conversations: async ({ from }) => {
      const query = new URLSearchParams({
        $filter: `start/dateTime ge '${from.toString()}' and startswith(subject,'Career conversation')`,
        $select: 'id,subject,body,sensitivity,isAllDay,isCancelled,start,end,organizer,responseStatus',
        $orderby: 'start/dateTime',
        $top: '50',
      });
      const { value } = page.parse(await call({ url: `${events}?${query.toString()}` }));
      return value.flatMap(toPersonal);
    },

    answer: async ({ found, response }) => {
      await call({ method: 'POST', url: `${events}/${found.id}/${actions[response]}`, body: { sendResponse: true } });
    },

    move: async ({ found, by }) => {
      await call({
        method: 'PATCH',
        url: `${events}/${found.id}`,
        body: { start: graphTime(found.start.add(by)), end: graphTime(found.end.add(by)) },
      });
    },

    remove: async ({ found }) => {
      await call({ method: 'DELETE', url: `${events}/${found.id}` });
    },
  };
}

function toPersonal(item: z.infer<typeof event>): PersonalEvent[] {
  if (item.isAllDay || item.isCancelled) return [];
  return [
    {
      id: item.id,
      title: item.subject ?? '',
      text: item.body.content,
      isPrivate: item.sensitivity === 'private',
      organizerEmail: item.organizer.emailAddress.address,
      start: item.start,
      end: item.end,
      ownResponse: responses[item.responseStatus.response] ?? null,
    },
  ];
}

function graphTime(moment: Temporal.Instant): { dateTime: string; timeZone: string } {
  return { dateTime: moment.toZonedDateTimeISO('UTC').toPlainDateTime().toString(), timeZone: 'UTC' };
}
