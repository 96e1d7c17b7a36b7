/** Which of Microsoft's hosts serves which paths. Discovery, keys and admin consent are left out: no description has them. */
const origins: readonly (readonly [path: RegExp, origin: string])[] = [
  [/^\/v1\.0\//, 'https://graph.microsoft.com'],
  [/^\/[^/]+\/oauth2\/v2\.0\/(authorize|token)$/, 'https://login.microsoftonline.com'],
];

export function officialMicrosoftOrigin(path: string): string | null {
  return origins.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}
