import type { ReconnectNotice } from '@throughline/app/ports/mail-content.ts';
import type { Letter } from '../letter/letter.ts';
import { count } from '../wording/count.ts';

const PROVIDERS: Readonly<Record<ReconnectNotice['provider'], string>> = {
  google: 'Google Calendar',
  microsoft: 'Outlook',
};

export function reconnectNotice(content: ReconnectNotice): Letter {
  const { givenName, organizationName, provider, accountEmail, upcoming, connectUrl } = content;
  return {
    subject: `${PROVIDERS[provider]} is no longer connected`,
    preview: 'Reconnecting takes one click and a minute.',
    blocks: [
      { kind: 'title', text: 'Your calendar is no longer connected' },
      { kind: 'paragraph', prose: `Hello ${givenName},` },
      {
        kind: 'paragraph',
        prose: [
          `${PROVIDERS[provider]} has stopped letting Throughline in for `,
          { strong: accountEmail },
          `. That happens after a change of password, a security review, or a click on “remove access”.${stillThere(upcoming)}`,
        ],
      },
      { kind: 'buttons', buttons: [{ label: 'Reconnect', url: connectUrl }] },
      {
        kind: 'small',
        prose: 'If you removed the access on purpose, you need do nothing. This is the only mail about it.',
      },
    ],
    whoSeesWhat: 'Who sees what: HR can see that a calendar is not connected, and nothing of what is in it.',
    reason: `You get this mail because you connected your calendar at ${organizationName}.`,
  };
}

function stillThere(upcoming: number): string {
  if (upcoming === 0) return '';
  const them = upcoming === 1 ? 'it' : 'them';
  return ` Your ${count(upcoming, 'coming conversation', 'coming conversations')} stay where they are, but nobody looks after ${them} until you reconnect.`;
}
