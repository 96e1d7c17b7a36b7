import type { SignInLink } from '@throughline/app/ports/mail-content.ts';
import type { Letter } from '../letter/letter.ts';
import { clockTime, zoneName } from '../wording/when.ts';

export function signInLink(content: SignInLink): Letter {
  const { givenName, organizationName, signInUrl, expiresAt, timeZone } = content;
  return {
    subject: 'Your link to sign in to Throughline',
    preview: `It works once, until ${clockTime({ at: expiresAt, timeZone })}.`,
    blocks: [
      { kind: 'title', text: 'Sign in to Throughline' },
      { kind: 'paragraph', prose: `Hello ${givenName}, here is the link you asked for.` },
      { kind: 'buttons', buttons: [{ label: 'Sign in', url: signInUrl }] },
      {
        kind: 'small',
        prose:
          `It works once, until ${clockTime({ at: expiresAt, timeZone })}, ${zoneName(timeZone)}. ` +
          'If it was not you who asked, nothing happens as long as nobody opens it.',
      },
    ],
    whoSeesWhat: 'This link signs in as you: please do not forward it.',
    reason: `You get this mail because somebody asked for it with your address at ${organizationName}.`,
  };
}
