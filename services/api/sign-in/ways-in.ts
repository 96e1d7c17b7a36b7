import type { ProviderSignIns } from './provider-sign-in.ts';

/**
 * Whether an organisation's people can come in at a provider now: an issuer is asked where it would send them, since with
 * mailed links gone a wrong one would let nobody in.
 */
export async function hasWayIn({
  signIn,
  speaksForUs,
  publicUrl,
}: {
  signIn: ProviderSignIns;
  /** Whether the issuer signs in people of this organisation. */
  speaksForUs: boolean;
  publicUrl: string;
}): Promise<boolean> {
  for (const [name, provider] of signIn) {
    if (name === 'oidc' && !speaksForUs) continue;
    const begun = await provider.begin({ redirectUri: `${publicUrl}/sign-in/${name}/callback` });
    if (begun.kind === 'begun') return true;
  }
  return false;
}
