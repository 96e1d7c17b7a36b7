import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { issuerFindings } from './issuer-findings.ts';

const publicUrl = 'https://throughline.acme.example';
let body: unknown = null;
const server = createServer((_request, response) => {
  if (body === null) response.statusCode = 503;
  response.end(JSON.stringify(body));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => void server.close());

const look = (at = issuer) => issuerFindings({ oidc: { issuer: at, clientId: 'a', clientSecret: 'b' }, publicUrl });
const description = (self = issuer) => ({
  issuer: self,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
});

describe('the company’s own issuer', () => {
  test('that is not set has nothing to say', async () => {
    expect(await issuerFindings({ oidc: null, publicUrl })).toEqual([]);
  });

  test('that answers is well, and its redirect URI is told', async () => {
    body = description();
    const [finding] = await look();
    expect(finding).toMatchObject({ level: 'ok', about: 'OIDC' });
    expect(finding?.found).toContain(`${publicUrl}/sign-in/oidc/callback`);
  });

  test('that is down, or answers something else, costs sign-in alone', async () => {
    body = null;
    expect(await look()).toMatchObject([{ level: 'warn', found: expect.stringContaining('503') as unknown }]);
    body = { hello: 'world' };
    expect(await look()).toMatchObject([{ level: 'warn' }]);
    expect(await look('http://127.0.0.1:1')).toMatchObject([{ level: 'warn' }]);
  });

  test('that calls itself otherwise is a setting to mend', async () => {
    body = description('https://acme.okta.com/oauth2/default');
    expect(await look()).toMatchObject([
      { level: 'problem', advice: 'Set OIDC_ISSUER=https://acme.okta.com/oauth2/default.' },
    ]);
  });
});
