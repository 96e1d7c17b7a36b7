import windowsZonesData from 'cldr-core/supplemental/windowsZones.json' with { type: 'json' };
import { isZone } from '../../../core/calendar/time-zone.ts';

type Mapping = { readonly windows: string; readonly iana: readonly string[]; readonly worldwide: boolean };

/** The Unicode consortium's table (CLDR windowsZones); territory 001 names the zone a Windows name stands for. */
const mappings: readonly Mapping[] = windowsZonesData.supplemental.windowsZones.mapTimezones.map(({ mapZone }) => ({
  windows: mapZone._other,
  iana: mapZone._type.split(' '),
  worldwide: mapZone._territory === '001',
}));

const ianaByWindows = new Map<string, string>();
const windowsByIana = new Map<string, string>();
for (const { windows, iana, worldwide } of mappings) {
  if (worldwide) ianaByWindows.set(windows.toLowerCase(), iana[0] ?? 'UTC');
  for (const zone of iana) windowsByIana.set(zone, windows);
}

/** Outlook's older spelling of one name, and GMT for what it calls UTC. */
const alsoUtc = new Set(['utc', 'gmt', 'coordinated universal time', 'etc/utc', 'etc/gmt']);

/** The IANA zone that a zone name given to Graph means: a Windows name in any case, or an IANA name; undefined if neither. */
export function zoneNamed(name: string): string | undefined {
  const plain = name.trim().replaceAll(/^"|"$/g, '');
  if (alsoUtc.has(plain.toLowerCase())) return 'UTC';
  return ianaByWindows.get(plain.toLowerCase()) ?? (plain !== '' && isZone(plain) ? plain : undefined);
}

/** The Windows name of an IANA zone; UTC for a zone Windows does not know. */
export function windowsZoneOf(iana: string): string {
  if (alsoUtc.has(iana.toLowerCase())) return 'UTC';
  const known = windowsByIana.get(iana);
  if (known !== undefined) return known;
  const found = renamed(iana) ?? 'UTC';
  windowsByIana.set(iana, found);
  return found;
}

export function windowsZones(): string[] {
  return [...new Set(mappings.map(({ windows }) => windows))];
}

export function ianaZones(): string[] {
  return Intl.supportedValuesOf('timeZone');
}

/** CLDR keeps first names (Asia/Calcutta); Temporal knows that Asia/Kolkata is the same zone. */
function renamed(iana: string): string | undefined {
  if (!isZone(iana)) return undefined;
  const here = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(iana);
  for (const [zone, windows] of windowsByIana) {
    if (isZone(zone) && here.equals(here.withTimeZone(zone))) return windows;
  }
  return undefined;
}
