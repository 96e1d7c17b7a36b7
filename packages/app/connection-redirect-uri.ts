import type { AppContext } from './context.ts';
import type { ProviderName } from './ports/calendar.ts';

/**
 * Where a provider sends the browser back to. One address for each provider, so that an answer of one can never be
 * taken for another's (RFC 9700 §4.4).
 */
export function connectionRedirectUri({
  publicUrl,
  provider,
}: Pick<AppContext, 'publicUrl'> & { provider: ProviderName }): string {
  return `${publicUrl}/connect/${provider}/callback`;
}
