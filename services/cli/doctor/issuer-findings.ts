import type { Settings } from '@throughline/runtime/env.ts';
import { z } from 'zod';
import { ok, problem, warn, type Finding } from './finding.ts';

const milliseconds = 5_000;
const document = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  code_challenge_methods_supported: z.array(z.string()).optional(),
});

/** Whether people can be sent to their company's OpenID Connect issuer. One that is down stops nothing else. */
export async function issuerFindings({
  oidc,
  publicUrl,
}: {
  oidc: Settings['oidc'];
  publicUrl: string;
}): Promise<readonly Finding[]> {
  if (oidc === null) return [];
  const { issuer } = oidc;
  const registered = `its redirect URI has to be ${publicUrl}/sign-in/oidc/callback`;
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await lookAt(address);
  if (typeof answer === 'string') {
    return [
      warn('OIDC', `${issuer} ${answer}`, 'Nobody can sign in there meanwhile. It is asked again with every sign-in.'),
    ];
  }
  // As the client does it: the case of a host and a bare slash aside, the two are the same text.
  if (new URL(answer.issuer).href !== new URL(issuer).href) {
    return [problem('OIDC', `${issuer} calls itself ${answer.issuer}`, `Set OIDC_ISSUER=${answer.issuer}.`)];
  }
  return [ok('OIDC', `${issuer} answers; ${registered}`)];
}

/** What it says of itself, or what went wrong in the words that follow its name. */
async function lookAt(address: string): Promise<z.infer<typeof document> | string> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(milliseconds), redirect: 'manual' });
    if (!response.ok) return `answers ${response.status} at ${address}`;
    const parsed = document.safeParse(await response.json());
    return parsed.success ? parsed.data : `does not describe itself at ${address}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : null;
    return `does not answer: ${cause ?? (error instanceof Error ? error.message : 'no reason given')}`;
  }
}
