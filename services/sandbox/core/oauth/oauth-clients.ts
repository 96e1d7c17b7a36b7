import { timingSafeEqual } from 'node:crypto';
import type { Provider } from '../accounts/account-store.ts';
import type { Journal } from '../state/journal.ts';
import { openTable } from '../state/table.ts';

/** An application registered in the cloud's console. */
export type OAuthClient = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** What consent pages call it; its id where it has none. */
  readonly name?: string | undefined;
  /** Exactly these are redirected to; when empty, any https address and any on this machine. */
  readonly redirectUris: readonly string[];
};

export type OAuthClients = {
  readonly find: (clientId: string) => OAuthClient | undefined;
  readonly register: (client: OAuthClient) => void;
};

/** The applications one cloud knows: the one `given` at the start and those registered later. */
export function openOAuthClients({
  journal,
  provider,
  given,
}: {
  journal: Journal;
  provider: Provider;
  given: OAuthClient | null;
}): OAuthClients {
  const table = openTable<OAuthClient>({ name: `${provider}-oauth-clients`, journal });
  return {
    find: (clientId) => (given?.clientId === clientId ? given : table.get(clientId)),
    register: (client) => table.set(client.clientId, client),
  };
}

export function nameOf({ name, clientId }: OAuthClient): string {
  return name ?? clientId;
}

export function acceptsRedirect({ client, redirectUri }: { client: OAuthClient; redirectUri: string }): boolean {
  if (client.redirectUris.length > 0) return client.redirectUris.includes(redirectUri);
  const url = URL.parse(redirectUri);
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}

export function secretMatches({ client, secret }: { client: OAuthClient; secret: string }): boolean {
  const expected = Buffer.from(client.clientSecret);
  const given = Buffer.from(secret);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
