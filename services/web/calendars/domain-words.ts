import type { CalendarsResponse } from '@throughline/contracts/pages/calendars.ts';
import { formatDate } from '../app/times.ts';
import { providerWords } from '../connection/provider-words.ts';

type Domain = CalendarsResponse['domains'][number];

/** How a mail domain stands, in one sentence. */
export function domainSentence({
  domain: { domain, provider, consent, grantedAt },
  offered,
}: {
  domain: Domain;
  offered: CalendarsResponse['offered'];
}): string {
  const calendars = (provider === null ? offered : [provider]).map((name) => providerWords[name].calendar);
  switch (consent) {
    case 'unknown':
      return 'Not known yet: the provider could not be asked. It is tried again by itself, and nobody is asked to connect before.';
    case 'not_needed':
      if (calendars.length === 0) return 'No calendar can be connected here yet.';
      return `People connect ${calendars.join(' or ')}. Nobody has to allow it first.`;
    case 'needed':
      return `Waits for your ${administratorOf(provider)}. Nobody at ${domain} is asked to connect before that.`;
    case 'granted':
      return `Allowed by your ${administratorOf(provider)}${grantedAt === null ? '' : ` on ${formatDate(grantedAt.slice(0, 10))}`}. People are asked to connect.`;
  }
}

function administratorOf(provider: Domain['provider']): string {
  return provider === null ? 'calendar administrator' : providerWords[provider].administrator;
}
