import type { Settings } from '@throughline/runtime/env.ts';
import type { Installation } from '@throughline/runtime/find-installation.ts';
import { canBePushed } from '@throughline/runtime/can-be-pushed.ts';
import { googleRegistration } from '@throughline/runtime/google-registration.ts';
import { microsoftRegistration } from '@throughline/runtime/microsoft-registration.ts';
import { ok, problem, warn, type Finding } from './finding.ts';

/** What can be said without asking anybody: keys, clients, and what the public address makes possible. */
export function settingsFindings({
  settings,
  installation: { sandboxOrigin, encryptionKeys, publicUrl },
}: {
  settings: Pick<Settings, 'google' | 'microsoft' | 'baseUrls'>;
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
    ...clientFindings({ settings, isSandbox: sandboxOrigin !== null, publicUrl }),
    addressFinding({ publicUrl, isSandbox: sandboxOrigin !== null }),
    pushFinding(canBePushed({ publicUrl, sandboxOrigin, settings })),
  ];
}

/** One provider is enough. */
function clientFindings({
  settings,
  isSandbox,
  publicUrl,
}: {
  settings: Pick<Settings, 'google' | 'microsoft'>;
  isSandbox: boolean;
  publicUrl: string;
}): readonly Finding[] {
  const providers = [
    { name: 'Google', client: settings.google, registration: googleRegistration({ publicUrl }) },
    { name: 'Microsoft', client: settings.microsoft, registration: microsoftRegistration({ publicUrl }) },
  ];
  if (isSandbox) return providers.map(({ name }) => ok(name, 'the sandbox stands in for it'));
  const set = providers.filter(({ client }) => client !== null);
  if (set.length > 0) {
    return set.map(({ name, registration: { redirectUris } }) =>
      ok(name, `a client is set; its redirect URIs have to be ${listed(redirectUris)}`),
    );
  }
  return providers.map(({ name, registration: { redirectUris } }) =>
    problem(
      name,
      'no client is set, nor one of any other provider, so nobody can connect a calendar',
      `Register one with the redirect URIs ${listed(redirectUris)}, and set ${name.toUpperCase()}_CLIENT_ID and ${name.toUpperCase()}_CLIENT_SECRET.`,
    ),
  );
}

const listed = (items: readonly string[]) => new Intl.ListFormat('en').format(items);

function pushFinding(isPossible: boolean): Finding {
  if (isPossible) return ok('Push', 'providers can announce changes here, which are known within a minute');
  return warn(
    'Push',
    'no provider announces changes to this address, so they are known within 15 minutes',
    'A public https address in PUBLIC_URL lets them.',
  );
}

/** Providers take http for localhost alone. */
function addressFinding({ publicUrl, isSandbox }: { publicUrl: string; isSandbox: boolean }): Finding {
  const { protocol, hostname } = new URL(publicUrl);
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  if (isSandbox) return ok('PUBLIC_URL', `${publicUrl}, which is all the sandbox needs`);
  if (isLocal) {
    return warn(
      'PUBLIC_URL',
      `${publicUrl} is this machine alone`,
      'Links in mails open nowhere else. A public https address mends it.',
    );
  }
  if (protocol === 'https:') return ok('PUBLIC_URL', publicUrl);
  return problem(
    'PUBLIC_URL',
    `${publicUrl} is not https`,
    'Providers send nobody back to such an address, and cookies would travel in clear. Put a proxy with a certificate before it.',
  );
}
