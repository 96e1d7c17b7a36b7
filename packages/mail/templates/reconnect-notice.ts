import type { ReconnectNotice } from '@throughline/app/ports/mail-content.ts';
import type { Letter } from '../letter/letter.ts';
import { count } from '../wording/count.ts';

const providers: Readonly<Record<ReconnectNotice['provider'], string>> = {
  google: 'Google Calendar',
  microsoft: 'Outlook',
};

type Words = {
  readonly subject: string;
  readonly preview: string;
  readonly title: string;
  /** What stands before and after the account's address. */
  readonly what: readonly [before: string, after: string];
  readonly button: string;
  /** What else there is to know. */
  readonly besides: string;
};

export function reconnectNotice(content: ReconnectNotice): Letter {
  const { givenName, organizationName, accountEmail, upcoming, because, connectUrl } = content;
  const { subject, preview, title, what, button, besides } = wordsFor(content);
  const [before, after] = what;
  return {
    subject,
    preview,
    blocks: [
      { kind: 'title', text: title },
      { kind: 'paragraph', prose: `Hello ${givenName},` },
      {
        kind: 'paragraph',
        prose: [before, { strong: accountEmail }, `${after}${stillThere({ upcoming, because })}`],
      },
      { kind: 'buttons', buttons: [{ label: button, url: connectUrl }] },
      { kind: 'small', prose: `${besides} This is the only mail about it.`.trimStart() },
    ],
    whoSeesWhat: 'Who sees what: HR can see that a calendar is not connected and why, and nothing of what is in it.',
    reason: `You get this mail because you connected your calendar at ${organizationName}.`,
  };
}

function wordsFor({ provider, because }: ReconnectNotice): Words {
  const name = providers[provider];
  const usual = {
    subject: `${name} is no longer connected`,
    preview: 'Reconnecting takes one click and a minute.',
    title: 'Your calendar is no longer connected',
    button: 'Reconnect',
    besides: '',
  };
  switch (because) {
    case 'revoked':
      return {
        ...usual,
        what: [
          `${name} has stopped letting Throughline in for `,
          '. That happens after a change of password, a security review, or a click on “remove access”.',
        ],
        besides: 'If you removed the access on purpose, you need do nothing.',
      };
    case 'expired':
      return {
        ...usual,
        what: [
          'The permission for ',
          ' has run out. That happens when it was not used for a long time, or when your company wants people to sign in again now and then.',
        ],
      };
    case 'scope_lost':
      return {
        ...usual,
        what: [
          'Part of the permission for ',
          ' is no longer given, so Throughline cannot look after your conversations there. When you reconnect, please leave all the boxes ticked.',
        ],
      };
    case 'admin_blocked':
      return {
        ...usual,
        title: 'Your calendar can be connected again',
        what: [
          'Your company’s administrator has allowed Throughline again. Connecting ',
          ' once more is all that is left to do.',
        ],
      };
    case 'mailbox_gone':
      return {
        subject: `${name}: your account cannot be reached`,
        preview: 'If you have a new account, connecting it takes a minute.',
        title: 'Your calendar’s account cannot be reached',
        what: [
          `${name} says that `,
          ', or its mailbox, is not there any more. If you have another account by now, you can connect that one.',
        ],
        button: 'Connect a calendar',
        besides: 'If it is back already, the same button connects it again.',
      };
  }
}

function stillThere({ upcoming, because }: Pick<ReconnectNotice, 'upcoming' | 'because'>): string {
  if (upcoming === 0) return '';
  const them = upcoming === 1 ? 'it' : 'them';
  const conversations = count(upcoming, 'coming conversation', 'coming conversations');
  if (because === 'mailbox_gone') {
    return ` The dates of your ${conversations} stand as they were sent, but nobody can look after ${them} from there.`;
  }
  return ` Your ${conversations} stay where they are, but nobody looks after ${them} until you reconnect.`;
}
