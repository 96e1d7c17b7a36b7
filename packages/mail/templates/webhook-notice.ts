import type { WebhookNotice } from '@throughline/app/ports/mail-content.ts';
import type { Letter } from '../letter/letter.ts';
import { clockTime, dateText, zoneName } from '../wording/when.ts';

export function webhookNotice(content: WebhookNotice): Letter {
  const { givenName, organizationName, host, description, because, since, timeZone, keptUntil, webhooksUrl } = content;
  const day = (at: Temporal.Instant) => dateText(at.toZonedDateTimeISO(timeZone));
  const named = description === '' ? '' : ` (${description})`;
  const what =
    because === 'gone'
      ? ` answered 410 Gone, which is how a system says that nobody listens there any more.`
      : ` has taken nothing since ${day(since)}, ${clockTime({ at: since, timeZone })}, ${zoneName(timeZone)}.`;
  return {
    subject: `Webhooks to ${host} are switched off`,
    preview: 'What did not arrive can be sent again.',
    blocks: [
      { kind: 'title', text: 'A webhook endpoint is switched off' },
      { kind: 'paragraph', prose: `Hello ${givenName},` },
      {
        kind: 'paragraph',
        prose: ['The endpoint at ', { strong: host }, `${named}${what} Nothing more is sent there.`],
      },
      {
        kind: 'paragraph',
        prose: `Once it answers again, switch it on and send what did not arrive. Each event is kept for thirty days; the first ones until ${day(keptUntil)}.`,
      },
      { kind: 'buttons', buttons: [{ label: 'Look at the webhooks', url: webhooksUrl }] },
      { kind: 'small', prose: 'This is the only mail about it. Conversations, calendars and mails go on as before.' },
    ],
    whoSeesWhat: 'Who sees what: webhooks tell ids and states, never what is said in a conversation.',
    reason: `You get this mail because you administer Throughline at ${organizationName}.`,
  };
}
