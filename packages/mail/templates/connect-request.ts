import type { ConnectRequest } from '@throughline/app/ports/mail-content.ts';
import type { Letter } from '../letter/letter.ts';
import { count } from '../wording/count.ts';
import { dateText } from '../wording/when.ts';

export function connectRequest(content: ConnectRequest): Letter {
  const { givenName, organizationName, reports, connectUrl } = content;
  const conversations = count(reports.length, 'career conversation needs', 'career conversations need');
  return {
    subject: `${conversations} your calendar, once`,
    preview: 'One click, about a minute. After that the dates look after themselves.',
    blocks: [
      { kind: 'title', text: 'Connect your calendar once, and the dates look after themselves' },
      { kind: 'paragraph', prose: `Hello ${givenName},` },
      {
        kind: 'paragraph',
        prose:
          `Everyone at ${organizationName} has a career conversation with their manager at regular intervals. Throughline finds ` +
          'a time you both really have and puts it into your calendars weeks ahead. For these people it is waiting for your calendar:',
      },
      {
        kind: 'table',
        head: ['Who', 'Best by'],
        rows: reports.map(({ name, dueOn }) => [{ prose: name }, { prose: dateText(dueOn) }]),
      },
      { kind: 'buttons', buttons: [{ label: 'Connect your calendar', url: connectUrl }] },
      {
        kind: 'list',
        items: [
          [
            { strong: 'What is read: ' },
            'when you and your reports are busy, your time zone, and when your regular 1:1s are, to keep clear of them.',
          ],
          [{ strong: 'What is stored: ' }, 'busy times without titles, and the conversations themselves.'],
          [
            { strong: 'What is written: ' },
            'one private, clearly labelled event for each conversation. Nothing else in your calendar is touched.',
          ],
        ],
      },
      {
        kind: 'small',
        prose:
          'You see the whole plan before any invitation leaves, and you can disconnect whenever you like. ' +
          `The page that asks for your permission may word it more broadly than what is used.${timesAsked(content)}`,
      },
    ],
    whoSeesWhat:
      'Who sees what: HR can see that these conversations are waiting for a calendar, and nothing of what is in it.',
    reason: `You get this mail because people at ${organizationName} report to you.`,
  };
}

function timesAsked({ request, requests }: ConnectRequest): string {
  if (request < requests) return request === 1 ? '' : ` This is mail ${request} of at most ${requests} about it.`;
  return ' This is the last mail about it; it stays a line in your Monday mail.';
}
