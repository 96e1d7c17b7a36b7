/** Markup that needs no more escaping. */
export type Html = { readonly markup: string };

type Value = string | number | Html | readonly Html[] | null;

/** A template whose values are escaped, unless they are markup already; null leaves nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const markup = parts.map((part, at) => part + (at < values.length ? render(values[at] ?? null) : '')).join('');
  return { markup };
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function render(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map((part) => part.markup).join('\n');
}
