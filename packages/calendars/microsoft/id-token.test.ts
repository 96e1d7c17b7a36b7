import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { describe, expect, test } from 'vitest';
import { identityFrom } from './id-token.ts';
import { personalTenant } from './oauth-endpoints.ts';

const clientId = 'our-client';
const tenant = '6b1f2a34-0d51-4d3e-9c40-7a4c6a2b8f10';
const otherTenant = '11111111-2222-3333-4444-555555555555';
const wall = Temporal.Instant.from('2027-03-01T09:00:00Z');
const now = wall.epochMilliseconds / 1000;
const ours = await generateKeyPair('RS256');
const theirs = await generateKeyPair('RS256');
const keySet = async ({ publicKey }: typeof ours) =>
  createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'key', use: 'sig' }] });
/** Each tenant signs with keys of its own. */
const keys = new Map([
  [tenant, await keySet(ours)],
  [personalTenant, await keySet(ours)],
  [otherTenant, await keySet(theirs)],
]);

const good = {
  iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
  aud: clientId,
  tid: tenant,
  oid: 'the-object-id',
  sub: 'pairwise',
  nonce: 'nonce',
  email: 'Ana@Northwind.example',
  preferred_username: 'ana@northwind.example',
  iat: now - 10,
  nbf: now - 10,
  exp: now + 3600,
};

const identityOf = async ({
  claims = {},
  key = ours,
  accepts = async () => true,
}: {
  claims?: JWTPayload;
  key?: typeof ours;
  accepts?: (tenantId: string) => Promise<boolean>;
} = {}) => {
  const idToken = await new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'key' })
    .sign(key.privateKey);
  const keysOf = (tenantId: string) => keys.get(tenantId) ?? createLocalJWKSet({ keys: [] });
  return identityFrom({ idToken, keysOf, clientId, nonce: 'nonce', accepts, wall });
};

const kindOf = async (identity: Promise<unknown>) => {
  const error = await identity.catch((caught: unknown) => caught);
  return error instanceof CalendarError ? error.kind : 'accepted';
};

test('an account is known by its tenant and its id there, and by an address it may not own', async () => {
  expect(await identityOf()).toEqual({
    subject: `${tenant}.the-object-id`,
    email: 'ana@northwind.example',
    emailVerified: false,
    tenant,
  });
});

test('an address counts as verified where Microsoft says its owner proved it, and for personal accounts', async () => {
  const verified = async (claims: JWTPayload) => (await identityOf({ claims })).emailVerified;
  expect(await verified({ xms_edov: true })).toBe(true);
  expect(await verified({ xms_edov: '1' })).toBe(true);
  expect(await verified({ xms_edov: false })).toBe(false);
  expect(await verified({ xms_edov: true, email: undefined })).toBe(false);
  const iss = `https://login.microsoftonline.com/${personalTenant}/v2.0`;
  expect(await verified({ tid: personalTenant, iss })).toBe(true);
});

test('without an email claim the sign-in name is the address', async () => {
  expect((await identityOf({ claims: { email: undefined } })).email).toBe('ana@northwind.example');
});

describe('a token is refused', () => {
  test.each<[string, JWTPayload]>([
    ['of another attempt', { nonce: 'another' }],
    ['without a nonce', { nonce: undefined }],
    ['for another client', { aud: 'another' }],
    ['that ran out', { exp: now - 120 }],
    ['whose tenant is not its issuer’s', { tid: otherTenant }],
    ['of an issuer that is not Microsoft', { iss: `https://login.example/${tenant}/v2.0` }],
    ['of the endpoint before', { iss: `https://sts.windows.net/${tenant}/` }],
    ['without the person’s id', { oid: undefined }],
    ['of a tenant that did not sign it', { iss: `https://login.microsoftonline.com/${otherTenant}/v2.0` }],
  ])('%s', async (_name, claims) => {
    expect(await kindOf(identityOf({ claims }))).toBe('refused');
  });

  test('signed with somebody else’s key', async () => {
    expect(await kindOf(identityOf({ key: theirs }))).toBe('refused');
  });

  test('of a tenant that is not the one set', async () => {
    expect(await kindOf(identityOf({ accepts: async (tenantId) => tenantId === otherTenant }))).toBe('refused');
  });
});

test('keys that cannot be read are no reason to refuse a person', async () => {
  const unreachable = () => () => Promise.reject(new TypeError('fetch failed'));
  const idToken = await new SignJWT(good).setProtectedHeader({ alg: 'RS256', kid: 'key' }).sign(ours.privateKey);
  const accepts = async () => true;
  const identity = identityFrom({ idToken, keysOf: unreachable, clientId, nonce: 'nonce', accepts, wall });
  expect(await kindOf(identity)).toBe('unavailable');
});
