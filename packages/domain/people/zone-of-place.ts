import Holidays from 'date-holidays';
import { countryCode } from './country-code.ts';

/** Where somebody works, as far as a directory says. */
export type Place = {
  /** ISO 3166-1 alpha-2, optionally with a region ('DE-BE'), or the English name. */
  readonly country: string | null;
  /** State or region, as a code of the country ('CA') or by its name. */
  readonly region: string | null;
  /** City or place. */
  readonly locality: string | null;
};

const cache = new Map<string, readonly string[]>();

/**
 * The IANA zone of a place: the country's where it has one, else the region's, else that of the city a zone is named
 * for. Null where several are possible: a wrong zone books at night, an unknown one books nothing.
 */
export function zoneOfPlace({ country, region, locality }: Place): string | null {
  const code = country === null ? null : countryCode(country);
  if (code === null) return null;
  const [land = '', within = null] = code.split('-');
  const zones = zonesOf(land);
  const regional = zonesOf(land, within ?? regionCode({ land, region }));
  const possible = regional.length > 0 ? regional : zones;
  if (possible.length === 1) return possible[0] ?? null;
  const city = locality === null ? null : plain(locality);
  return (city !== null && (possible.find((zone) => cityOf(zone) === city) ?? null)) || null;
}

function zonesOf(land: string, region: string | null = null): readonly string[] {
  const key = `${land} ${region ?? ''}`;
  const known = cache.get(key);
  if (known) return known;
  const found = region === null ? new Holidays({ country: land }) : new Holidays({ country: land, state: region });
  const zones = (found.getTimezones() ?? []) as readonly string[];
  cache.set(key, zones);
  return zones;
}

function regionCode({ land, region }: { land: string; region: string | null }): string | null {
  if (region === null) return null;
  const regions = Object.entries((new Holidays().getStates(land, 'en') ?? {}) as Record<string, string>);
  const wanted = plain(region);
  const found = regions.find(([code, name]) => code.toLowerCase() === wanted || plain(name) === wanted);
  return found?.[0] ?? null;
}

/** 'America/Sao_Paulo' → 'sao paulo'. */
function cityOf(zone: string): string {
  return plain(zone.slice(zone.lastIndexOf('/') + 1));
}

function plain(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('_', ' ').trim().toLowerCase();
}
