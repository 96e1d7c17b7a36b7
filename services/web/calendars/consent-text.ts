import type { ConsentToForward } from '@throughline/contracts/pages/calendars.ts';
import { formatDate } from '../app/times.ts';
import { providerWords } from '../connection/provider-words.ts';
import { scopeReasons } from '../connection/scope-words.ts';

type About = Pick<ConsentToForward, 'about' | 'provider' | 'domain' | 'organization'>;

export function whatItIs({ about, organization, provider }: About): string {
  const { calendar } = providerWords[provider];
  if (about === 'attendance') {
    return (
      `${organization} uses Throughline so that managers and the people who report to them have a career conversation ` +
      `about twice a year. Where a manager agrees, it learns by itself whether a conversation took place: from whether ` +
      `both joined the call for long enough. Nothing else about a call is kept.`
    );
  }
  return (
    `${organization} uses Throughline so that managers and the people who report to them have a career conversation ` +
    `about twice a year. It finds a time that is free for both, weeks ahead, and puts one private event into the ` +
    `manager’s ${calendar} calendar.`
  );
}

/** What the permission does not reach, or what is not looked at although it could be. */
export function neverRead({ about }: Pick<About, 'about'>): readonly string[] {
  return about === 'attendance' ? neverReadOfCalls : neverReadOfCalendars;
}

const neverReadOfCalls: readonly string[] = [
  'Who else was in a call, what was said or shared: recordings and transcripts are not asked for.',
  'Mail, files, chats and contacts: the permission does not reach them.',
  'Anybody’s calls without their doing: each manager agrees for themselves, or does not, and can take it back.',
];

const neverReadOfCalendars: readonly string[] = [
  'Titles and text of anything that Throughline did not write itself: some answers carry them unasked, and they are dropped unread.',
  'Mail, files, chats and contacts: the permission does not reach them.',
  'Anybody’s calendar without their doing: each person still connects their own, or does not.',
];

export function whatHappensNext({ about, domain, provider }: About): readonly string[] {
  const { account, takenBack } = providerWords[provider];
  if (about === 'attendance') {
    return [
      `You come back from ${account} to a page that says whether it worked.`,
      `Managers at ${domain} can then agree on their own page. Nobody is mailed about it, and nothing is read before.`,
      `You can take it back whenever you like, ${takenBack}.`,
    ];
  }
  return [
    `You come back from ${account} to a page that says whether it worked.`,
    `Managers at ${domain} are then asked, one by one, to connect their calendar. Until then nobody there is asked.`,
    `You can take it back whenever you like, ${takenBack}. Nobody else is asked to connect after that.`,
  ];
}

/** The mail to whoever grants, whole: they may never have heard of Throughline. */
export function consentText(consent: ConsentToForward): { subject: string; body: string } {
  const { about, organization, domain, provider, scopes, url, expiresAt } = consent;
  const { account, granters } = providerWords[provider];
  const bullets = (lines: readonly string[]) => lines.map((line) => `- ${line}`);
  return {
    subject:
      about === 'attendance'
        ? `Please allow Throughline to read attendance for ${domain}`
        : `Please allow Throughline for ${domain}`,
    body: [
      'Hello,',
      '',
      whatItIs(consent),
      '',
      `${account} lets people ${about === 'attendance' ? 'agree to this' : 'connect'} only after an administrator of ${domain} has allowed it once for everybody. Would you do that? It takes two minutes, and has to be done by ${granters}:`,
      '',
      url,
      '',
      'What is asked for, and why:',
      ...bullets(scopeReasons(scopes).map(({ names, reason }) => `${names.join(', ')}: ${reason}`)),
      '',
      'What is never used or kept:',
      ...bullets(neverRead(consent)),
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
