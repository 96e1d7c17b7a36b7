const ownVersion = '/v1.0/';

/**
 * What a client call takes of a nextLink or deltaLink: path and query. Its host is never followed; null when it
 * leads anywhere but to the version we speak.
 */
export function pathOfLink(link: string): string | null {
  const url = URL.parse(link);
  if (url === null || !url.pathname.startsWith(ownVersion)) return null;
  return `${url.pathname.slice(ownVersion.length - 1)}${url.search}`;
}
