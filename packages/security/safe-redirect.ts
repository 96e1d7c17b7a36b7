const ANY_ORIGIN = 'https://origin.invalid';
// Backslashes count as slashes in browsers; tabs and line breaks are dropped by them, which turns
// "/<tab>/evil" into "//evil"; "@" can turn what precedes it into a password.
const UNSAFE = /[\\@\p{Cc}]/u;

/**
 * Where to go after signing in: `target` when it is a path on our own origin, else `fallback`.
 * Absolute URLs, even our own, `//evil`, `/\evil`, control characters and `@` are refused
 * (a query can carry `%40`).
 */
export function safeRedirect({
  target,
  fallback = '/',
}: {
  target: string | null | undefined;
  fallback?: string;
}): string {
  return target !== null && target !== undefined && isOwnPath(target) ? target : fallback;
}

function isOwnPath(target: string): boolean {
  if (!target.startsWith('/') || target.startsWith('//') || UNSAFE.test(target)) return false;
  const url = URL.parse(target, ANY_ORIGIN);
  // "/.//evil" resolves to the path "//evil", which a proxy might pass on as a Location.
  return url !== null && url.origin === ANY_ORIGIN && !url.pathname.startsWith('//');
}
