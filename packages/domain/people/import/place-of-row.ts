import { countryCode } from '../country-code.ts';
import { zoneOfPlace } from '../zone-of-place.ts';

export type PlaceReader = {
  /** ISO 3166-1 of a code or a name; null for what is neither. */
  readonly country: (written: string) => string | null;
  /** The IANA zone of that name, as it is spelt today; null for what is none. */
  readonly zone: (written: string) => string | null;
  /** By the country alone where it has one zone, else by the region, the city, or an office that is named like a city. */
  readonly zoneAt: (place: {
    readonly country: string | null;
    readonly region: string;
    readonly places: readonly string[];
  }) => string | null;
};

/** A file names a handful of places on every line: each is looked up once. */
export function placeReader(): PlaceReader {
  return {
    country: once(countryCode),
    zone: once(zoneNamed),
    zoneAt: once(({ country, region, places }) => {
      for (const place of places) {
        const zone = zoneOfPlace({ country, region: region || null, locality: place || null });
        if (zone !== null) return zone;
      }
      return null;
    }),
  };
}

function once<Given, Found>(find: (given: Given) => Found): (given: Given) => Found {
  const found = new Map<string, Found>();
  return (given) => {
    const key = JSON.stringify(given);
    const known = found.get(key);
    if (known !== undefined) return known;
    const fresh = find(given);
    found.set(key, fresh);
    return fresh;
  };
}

function zoneNamed(written: string): string | null {
  if (!/^[a-z]/i.test(written)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: written }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
