/** Hosts of identity providers that everybody in a company knows by name. */
const known: readonly (readonly [host: RegExp, title: string])[] = [
  [/(^|\.)(okta|oktapreview|okta-emea|okta-gov)\.com$/, 'Okta'],
  [/(^|\.)login\.microsoftonline\.(com|us)$/, 'Microsoft Entra ID'],
  [/(^|\.)auth0\.com$/, 'Auth0'],
  [/(^|\.)onelogin\.com$/, 'OneLogin'],
  [/(^|\.)(pingone|pingidentity)\.(com|eu|asia|ca)$/, 'Ping Identity'],
  [/(^|\.)jumpcloud\.com$/, 'JumpCloud'],
];

/** What the sign-in page calls an issuer: its maker's name, else its host, which its people have seen in the address bar. */
export function issuerTitle(issuer: string): string {
  const { host, hostname } = new URL(issuer);
  return known.find(([pattern]) => pattern.test(hostname))?.[1] ?? host;
}
