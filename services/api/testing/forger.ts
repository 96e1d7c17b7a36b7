import { subtle } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};

/**
 * Where a provider's token and key endpoints would be, a server that signs whatever it is told to: the tests of what an
 * id token has to say. Call it at the top of a file.
 */
export async function startForger() {
  const own = await aKey();
  let idToken = '';
  const scope = 'openid profile email offline_access Calendars.ReadWrite Calendars.ReadBasic';
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (/\/(certs|keys)$/.test(request.url ?? '')) return response.end(JSON.stringify({ keys: [own.jwk] }));
    return response.end(
      JSON.stringify({
        access_token: 'a',
        refresh_token: 'r',
        token_type: 'Bearer',
        expires_in: 3599,
        scope,
        id_token: idToken,
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** What the next code is worth; `isOwnKey` false signs with a key nobody publishes. */
    async issue({
      claims,
      header = {},
      isOwnKey = true,
    }: {
      claims: Readonly<Record<string, unknown>>;
      header?: object;
      isOwnKey?: boolean;
    }): Promise<void> {
      const { privateKey } = isOwnKey ? own : await aKey();
      const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'forged', ...header })}.${encode(claims)}`;
      const signature = await subtle.sign(algorithm, privateKey, Buffer.from(signed));
      idToken = `${signed}.${Buffer.from(signature).toString('base64url')}`;
    },
  };
}

async function aKey() {
  const { publicKey, privateKey } = await subtle.generateKey(algorithm, true, ['sign', 'verify']);
  return {
    privateKey,
    jwk: { ...(await subtle.exportKey('jwk', publicKey)), kid: 'forged', alg: 'RS256', use: 'sig' },
  };
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
