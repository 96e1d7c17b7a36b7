import type { Mail } from './mail-store.ts';

/** Every address a mail links to, in order and once each: those of its HTML, then those its text has besides. */
export function linksOf(mail: Mail): string[] {
  const fromHtml = [...(mail.html ?? '').matchAll(/<a\b[^>]*\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map((match) =>
    unescapeAttribute(match[1] ?? match[2] ?? ''),
  );
  const fromText = [...mail.text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)].map((match) =>
    match[0].replace(/[.,;:!?]+$/, ''),
  );
  return [...new Set([...fromHtml, ...fromText])].filter((link) => /^https?:/i.test(link));
}

function unescapeAttribute(value: string): string {
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll(/&#x2f;/gi, '/')
    .replaceAll(/&#x3d;|&#61;/gi, '=')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
