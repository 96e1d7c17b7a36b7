import type { ConsentToForward } from '@throughline/contracts/pages/calendars.ts';
import { formatDate } from '../app/times.ts';
import { providerWords } from '../connection/provider-words.ts';
import { scopeReasons } from '../connection/scope-words.ts';

type About = Pick<ConsentToForward, 'provider' | 'domain' | 'organization'>;

export function whatItIs({ organization, provider }: About): string {
  const { calendar } = providerWords[provider];
  return (
    `${organization} uses Throughline so that managers and the people who report to them have a career conversation ` +
    `about twice a year. It finds a time that is free for both, weeks ahead, and puts one private event into the ` +
    `manager’s ${calendar} calendar.`
  );
}

/** What the permission does not reach, or what is not looked at although it could be. */
export const neverRead: readonly string[] = [
  'Titles and text of anything that Throughline did not write itself: some answers carry them unasked, and they are dropped unread.',
  'Mail, files, chats and contacts: the permission does not reach them.',
  'Anybody’s calendar without their doing: each person still connects their own, or does not.',
];

export function whatHappensNext({ domain, provider }: About): readonly string[] {
  const { account, takenBack } = providerWords[provider];
  return [
    `You come back from ${account} to a page that says whether it worked.`,
    `Managers at ${domain} are then asked, one by one, to connect their calendar. Until then nobody there is asked.`,
    `You can take it back whenever you like, ${takenBack}. Nobody else is asked to connect after that.`,
  ];
}

/** The mail to whoever grants, whole: they may never have heard of Throughline. */
export function consentText(consent: ConsentToForward): { subject: string; body: string } {
  const { organization, domain, provider, scopes, url, expiresAt } = consent;
  const { account, granters } = providerWords[provider];
  const bullets = (lines: readonly string[]) => lines.map((line) => `- ${line}`);
  return {
    subject: `Please allow Throughline for ${domain}`,
    body: [
      'Hello,',
      '',
      whatItIs(consent),
      '',
      `${account} lets people connect only after an administrator of ${domain} has allowed it once for everybody. Would you do that? It takes two minutes, and has to be done by ${granters}:`,
      '',
      url,
      '',
      'What is asked for, and why:',
      ...bullets(scopeReasons(scopes).map(({ names, reason }) => `${names.join(', ')}: ${reason}`)),
      '',
      'What is never used or kept:',
      ...bullets(neverRead),
      '',
      'What happens next:',
      ...bullets(whatHappensNext(consent)),
      '',
      `The link works until ${formatDate(expiresAt.slice(0, 10))}. It is for ${organization} alone.`,
    ].join('\n'),
  };
}

/** Opens in the reader's own mail program, addressed to nobody yet. */
export function mailtoOf({ subject, body }: { subject: string; body: string }): string {
  // RFC 6068 §5: line breaks are written as CRLF.
  const text = encodeURIComponent(body.replaceAll('\n', '\r\n'));
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${text}`;
}
