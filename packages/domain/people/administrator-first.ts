import { mailDomainOf } from './mail-domain.ts';

/** `unknown`: nobody has looked up yet where the domain's calendars are. */
export type AdminConsentState = 'unknown' | 'not_needed' | 'needed' | 'granted';

/**
 * Whether an administrator of a person's mail domain has to grant before the person is asked to connect a calendar. A
 * domain that nobody has looked up yet is `unknown`: nobody there is asked before it is known.
 */
export function administratorFirst({
  workEmail,
  domains,
}: {
  workEmail: string;
  domains: ReadonlyMap<string, { readonly consent: AdminConsentState }>;
}): 'yes' | 'no' | 'unknown' {
  switch (domains.get(mailDomainOf(workEmail))?.consent ?? 'unknown') {
    case 'needed':
      return 'yes';
    case 'unknown':
      return 'unknown';
    case 'granted':
    case 'not_needed':
      return 'no';
  }
}
