import { Events, OAuth2Server } from 'oauth2-mock-server';
import { afterAll } from 'vitest';

type Claims = Readonly<Record<string, unknown>>;

/**
 * An OpenID Connect issuer somebody else wrote, over HTTP. `claims` is what it says of whoever signs in next, beside issuer,
 * audience, nonce and times; undefined takes a claim away. Call it at the top of a file.
 */
export async function anIssuer() {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  afterAll(() => (server.listening ? server.stop() : undefined));
  const { port } = server.address();
  const url = `http://localhost:${port}`;
  const said: { claims: Claims; idToken: ((token: string) => string) | null; isDown: boolean } = {
    claims: {},
    idToken: null,
    isDown: false,
  };
  server.service.on(Events.BeforeTokenSigning, ({ payload }: { payload: Record<string, unknown> }) => {
    // Only id tokens are for a client.
    if ('aud' in payload) Object.assign(payload, said.claims);
  });
  server.service.on(Events.BeforeResponse, (answer: { body: unknown; statusCode: number }) => {
    const body = answer.body as { id_token: string };
    if (said.idToken !== null) body.id_token = said.idToken(body.id_token);
    if (said.isDown) answer.statusCode = 503;
  });
  server.service.on(Events.BeforeWellKnownOpenIdConfiguration, (answer: { body: unknown; statusCode: number }) => {
    if (said.isDown) answer.statusCode = 503;
  });

  return {
    url,
    said,
    /** What a browser that consents is sent back with. */
    async consent(authorizationUrl: URL): Promise<URL> {
      const { headers } = await fetch(authorizationUrl, { redirect: 'manual' });
      return new URL(headers.get('location') ?? '');
    },
  };
}
