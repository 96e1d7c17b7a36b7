import type { Settings } from '@throughline/runtime/env.ts';
import type { Installation } from '@throughline/runtime/find-installation.ts';
import { googleRegistration } from '@throughline/runtime/google-registration.ts';
import { ok, problem, warn, type Finding } from './finding.ts';

/** What can be said without asking anybody: keys, clients, and what the public address makes possible. */
export function settingsFindings({
  settings,
  installation: { sandboxOrigin, encryptionKeys, publicUrl },
}: {
  settings: Pick<Settings, 'google'>;
  installation: Pick<Installation, 'sandboxOrigin' | 'encryptionKeys' | 'publicUrl'>;
}): readonly Finding[] {
  return [
    encryptionKeys === null
      ? problem(
          'ENCRYPTION_KEYS',
          'is not set',
          'throughline setup makes one: without it no calendar can be connected.',
        )
      : ok('ENCRYPTION_KEYS', 'can be read'),
    googleFinding({ hasClient: settings.google !== null, isSandbox: sandboxOrigin !== null, publicUrl }),
    addressFinding({ publicUrl, isSandbox: sandboxOrigin !== null }),
  ];
}

function googleFinding({
  hasClient,
  isSandbox,
  publicUrl,
}: {
  hasClient: boolean;
  isSandbox: boolean;
  publicUrl: string;
}): Finding {
  if (isSandbox) return ok('Google', 'the sandbox stands in for it');
  const { redirectUris } = googleRegistration({ publicUrl });
  if (hasClient) return ok('Google', `a client is set; its redirect URIs have to be ${redirectUris.join(' and ')}`);
  return problem(
    'Google',
    'no client is set, so nobody can connect a calendar',
    `Register one with the redirect URIs ${redirectUris.join(' and ')}, and set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.`,
  );
}

/** Google takes http for localhost alone, and pushes changes to public https addresses alone. */
function addressFinding({ publicUrl, isSandbox }: { publicUrl: string; isSandbox: boolean }): Finding {
  const { protocol, hostname } = new URL(publicUrl);
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  if (isSandbox) return ok('PUBLIC_URL', `${publicUrl}, which is all the sandbox needs`);
  if (isLocal) {
    return warn(
      'PUBLIC_URL',
      `${publicUrl} is this machine alone`,
      'Links in mails open nowhere else, and changes in calendars arrive by asking every 15 minutes. A public https address mends both.',
    );
  }
  if (protocol === 'https:') return ok('PUBLIC_URL', publicUrl);
  return problem(
    'PUBLIC_URL',
    `${publicUrl} is not https`,
    'Google sends nobody back to such an address, and cookies would travel in clear. Put a proxy with a certificate before it.',
  );
}
