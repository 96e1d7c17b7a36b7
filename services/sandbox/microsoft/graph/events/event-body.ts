import type { JsonObject } from '../../../core/calendar/calendar-event.ts';

export type BodyType = 'html' | 'text';

export type GivenBody = {
  readonly contentType?: string | null | undefined;
  readonly content?: string | null | undefined;
};

/**
 * What of a given body is kept: the inside of `<body>`, without what Outlook takes out of HTML it does not trust (scripts,
 * comments, handlers). Null when nothing is left.
 */
export function readBody(given: GivenBody): string | null {
  const content = (given.content ?? '').replaceAll('\r\n', '\n');
  const inner = given.contentType?.toLowerCase() === 'html' ? insideOf(content) : textAsHtml(content);
  return inner.trim() === '' ? null : inner;
}

/** `body` as Outlook gives it: HTML always as a whole document. */
export function presentBody({ inner, as }: { inner: string | null; as: BodyType }): JsonObject {
  if (as === 'text') return { contentType: 'text', content: withReturns(textOf(inner ?? '')) };
  return { contentType: 'html', content: inner === null ? '' : withReturns(documentOf(inner)) };
}

/** The first 255 characters a reader would see. */
export function presentPreview(inner: string | null): string {
  return withReturns(textOf(inner ?? '').slice(0, 255));
}

function documentOf(inner: string): string {
  const meta = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">';
  return `<html>\n<head>\n${meta}\n</head>\n<body>\n${inner}\n</body>\n</html>\n`;
}

function insideOf(html: string): string {
  const trusted = html
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<script\b[\s\S]*?<\/script\s*>/gi, '')
    .replaceAll(/<style\b[\s\S]*?<\/style\s*>/gi, '')
    .replaceAll(/\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, '');
  const body = /<body\b[^>]*>\n?([\s\S]*?)\n?<\/body\s*>/i.exec(trusted)?.[1];
  if (body !== undefined) return body;
  return trusted.replaceAll(/<head\b[\s\S]*?<\/head\s*>/gi, '').replaceAll(/<\/?(html|!doctype)\b[^>]*>/gi, '');
}

function textAsHtml(text: string): string {
  if (text.trim() === '') return '';
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<div class="PlainText">${escaped.replaceAll('\n', '<br>\n')}</div>`;
}

const entities: Readonly<Record<string, string>> = { nbsp: ' ', lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" };

/** What a reader sees of HTML. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<br\s*\/?>\n?/gi, '\n')
    .replaceAll(/<\/(p|div|li|h\d|tr)\s*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(nbsp|lt|gt|quot|amp|#39);/g, (_entity, name: string) => entities[name] ?? '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function withReturns(text: string): string {
  return text.replaceAll(/\r?\n/g, '\r\n');
}
