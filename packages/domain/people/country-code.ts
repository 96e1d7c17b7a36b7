import Holidays from 'date-holidays';

const lookUp = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
let codesByName: ReadonlyMap<string, string> | null = null;

/**
 * ISO 3166-1 alpha-2, with the region a code carried ('de-be' → 'DE-BE'), of a code or an English name in any case; null
 * for what is neither.
 */
export function countryCode(written: string): string | null {
  const given = written.trim();
  const code = /^([a-z]{2})(-[a-z0-9]{1,3})?$/i.exec(given);
  if (code) return isCountry(code[1]?.toUpperCase() ?? '') ? given.toUpperCase() : null;
  codesByName ??= everyName();
  return codesByName.get(given.toLowerCase()) ?? null;
}

function isCountry(code: string): boolean {
  return code !== 'ZZ' && lookUp.of(code) !== undefined;
}

function everyName(): ReadonlyMap<string, string> {
  const names = Object.entries(new Holidays().getCountries('en')).flatMap(([code, known]) =>
    [lookUp.of(code), known].flatMap((name) => (name ? [[name.toLowerCase(), code] as const] : [])),
  );
  return new Map(names);
}
