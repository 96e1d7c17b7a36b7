const separators = [',', ';', '\t'] as const;
export type Separator = (typeof separators)[number];

/** What stands between the cells: of comma, semicolon and tab the one the headings have most of, outside quotes. */
export function separatorOf(text: string): Separator {
  const counts = new Map<string, number>(separators.map((separator) => [separator, 0]));
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '\n' && [...counts.values()].some((count) => count > 0)) break;
    else if (counts.has(sign)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  return separators.reduce((best, one) => ((counts.get(one) ?? 0) > (counts.get(best) ?? 0) ? one : best), ',');
}
