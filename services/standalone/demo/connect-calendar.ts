import { z } from 'zod';
import { openBrowser } from './browser.ts';

const begun = z.object({ authorizationUrl: z.string() });

/**
 * Somebody clicks the link of a connect mail, chooses their provider, consents there and comes back: the real code
 * flow, from the outside. `origin` is where the API answers, whatever host the mail names.
 */
export async function connectCalendar({
  origin,
  token,
  email,
  provider,
}: {
  origin: string;
  token: string;
  email: string;
  provider: 'google' | 'microsoft';
}): Promise<void> {
  const browser = openBrowser();
  const begin = await browser.postJson(`${origin}/api/connection/begin`, { provider, token });
  if (!begin.ok) throw new Error(`Connecting ${email} was refused: ${await begin.text()}`);
  const authorization = new URL(begun.parse(await begin.json()).authorizationUrl);
  const asked = await browser.request(authorization.href);
  if (!asked.ok) throw new Error(`The consent page of ${email} was refused: ${asked.status} ${await asked.text()}`);

  const scopes = (authorization.searchParams.get('scope') ?? '').split(' ');
  const consent = await browser.postForm(consentUrl(authorization), [
    ...authorization.searchParams,
    ['account', email],
    ...scopes.map((scope) => ['granted_scopes', scope] as const),
    ['decision', 'accept'],
  ]);
  const callback = consent.headers.get('location');
  if (callback === null) throw new Error(`The consent of ${email} led nowhere: ${consent.status}`);

  const { pathname, search } = new URL(callback);
  const done = await browser.request(`${origin}${pathname}${search}`);
  const landed = done.headers.get('location') ?? '';
  if (!landed.includes('result=connected')) throw new Error(`Connecting ${email} ended at ${landed || done.status}`);
}

/** Where the sandbox's consent pages post to: beside each provider's authorize endpoint. */
function consentUrl(authorization: URL): string {
  const { pathname } = authorization;
  return new URL(pathname.replace(/\/(auth|authorize)$/, '/consent'), authorization).href;
}
