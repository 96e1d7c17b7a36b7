import type { ListedConnection } from '@throughline/app/list-connections.ts';
import { providerNames } from '../provider-names.ts';
import { problem, type Finding } from './finding.ts';

/** A provider that refuses us, not the person: mostly a client secret that has run out. One finding for each. */
export function refusedClientFindings({
  about,
  connections,
}: {
  about: string;
  connections: readonly Pick<ListedConnection, 'provider' | 'brokenBecause'>[];
}): readonly Finding[] {
  const refused = connections.filter(({ brokenBecause }) => brokenBecause === 'our_secret');
  return [...Map.groupBy(refused, ({ provider }) => provider)].map(([provider, of]) =>
    problem(
      about,
      `${providerNames[provider]} refuses our client; calendars that cannot be read: ${of.length}`,
      `Its secret has run out or was changed: make a new one, set ${provider.toUpperCase()}_CLIENT_SECRET and restart. Nobody has to connect again.`,
    ),
  );
}
