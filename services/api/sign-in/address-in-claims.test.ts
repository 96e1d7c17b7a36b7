import { describe, expect, test } from 'vitest';
import { addressInClaims } from './address-in-claims.ts';
import { issuerTitle } from './issuer-title.ts';

const entra = 'https://login.microsoftonline.com/8f0c9a34-5d1a-4c0e-9d5e-0123456789ab/v2.0';
const okta = 'https://acme.okta.com';
const ben = 'ben@acme.example';
const address = (issuer: string, given: object) => {
  const answer = addressInClaims({ issuer, given });
  return answer.kind === 'address' ? answer.email : null;
};

describe('the address an id token vouches for', () => {
  test('is one the issuer says it verified', () => {
    expect(address(okta, { email: ben, email_verified: true })).toBe(ben);
    for (const given of [{ email: ben }, { email: ben, email_verified: false }, { preferred_username: ben }])
      expect(address(okta, given)).toBeNull();
  });

  test('of one tenant’s Entra is the address, else the sign-in name, which its administrators wrote', () => {
    expect(address(entra, { email: ben, preferred_username: 'b@acme.example' })).toBe(ben);
    expect(address(entra, { preferred_username: ben })).toBe(ben);
    expect(address(entra, { preferred_username: 'ben' })).toBeNull();
    expect(address(entra, {})).toBeNull();
  });

  test('of a domain that is not the tenant’s own counts for nothing', () => {
    for (const given of [false, 0, '0']) expect(address(entra, { email: ben, xms_edov: given })).toBeNull();
    for (const given of [true, 1, '1']) expect(address(entra, { email: ben, xms_edov: given })).toBe(ben);
  });

  test('unverified is refused from an issuer that many tenants share, and from one that only looks like Entra', () => {
    for (const issuer of [
      'https://login.microsoftonline.com/common/v2.0',
      'https://login.microsoftonline.com/organizations/v2.0',
      `https://evil.example/${entra}`,
      entra.replace('login.microsoftonline.com', 'login.microsoftonline.com.evil.example'),
    ])
      expect(address(issuer, { email: ben })).toBeNull();
  });
});

test.each([
  ['https://acme.okta.com/oauth2/default', 'Okta'],
  [entra, 'Microsoft Entra ID'],
  ['https://acme.eu.auth0.com/', 'Auth0'],
  ['https://id.acme.example/realms/all', 'id.acme.example'],
  ['https://okta.com.evil.example', 'okta.com.evil.example'],
])('%s is called %s', (issuer, title) => {
  expect(issuerTitle(issuer)).toBe(title);
});
