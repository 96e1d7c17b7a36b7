import type { DeclaredRoute } from './access.ts';

/**
 * The methods some route offers for a path (`Allow`, RFC 9110 §10.2.1); none for a path nothing answers. What the
 * pages' own router takes care of does not count.
 */
export function allowedMethods({
  declared,
  path,
}: {
  declared: readonly DeclaredRoute[];
  path: string;
}): readonly string[] {
  const methods = declared.filter(({ url }) => url !== '/*' && matches({ url, path })).map(({ method }) => method);
  return [...new Set(methods)].toSorted();
}

function matches({ url, path }: { url: string; path: string }): boolean {
  const wanted = url.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => (part.startsWith(':') ? given[index] !== '' : part === given[index]))
  );
}
