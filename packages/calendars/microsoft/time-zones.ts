import windowsZones from 'cldr-core/supplemental/windowsZones.json' with { type: 'json' };

/** The Unicode consortium's table of Windows zones (CLDR windowsZones): for each name its IANA zones, by territory. */
const table = windowsZones.supplemental.windowsZones.mapTimezones.map(({ mapZone }) => ({
  windows: mapZone._other,
  zones: mapZone._type.split(' ').filter((zone) => knownZone(zone) !== null),
  /** The zone a Windows name stands for where no country is known. */
  worldwide: mapZone._territory === '001',
}));

/** One IANA zone for each Windows zone. */
export const worldwideZones: readonly string[] = table.flatMap(({ zones, worldwide }) =>
  worldwide ? zones.slice(0, 1) : [],
);

const ianaByWindows = new Map(
  table.flatMap(({ windows, zones, worldwide }) => (worldwide ? [[windows.toLowerCase(), zones[0]]] : [])),
);
const windowsByIana = new Map(table.flatMap(({ windows, zones }) => zones.map((zone) => [zone, windows])));

/**
 * The IANA zone behind a name that Graph gives, which is a Windows name or an IANA one; null for any other, such as
 * `Customized Time Zone` or a name old clients left behind.
 */
export function ianaZoneOf(name: string): string | null {
  return ianaByWindows.get(name.toLowerCase()) ?? knownZone(name);
}

/**
 * The Windows zone of an IANA zone whose clocks show the same at that moment; null where there is none. Every mailbox
 * takes Windows names, while of IANA's Graph takes a list of its own without the newer ones; and rules that changed
 * lately are not everywhere the same.
 */
export function windowsZoneOf({ timeZone, at }: { timeZone: string; at: Temporal.Instant }): string | null {
  const windows = windowsNameOf(timeZone);
  const iana = windows === null ? null : ianaZoneOf(windows);
  if (iana === null) return null;
  return at.toZonedDateTimeISO(iana).offset === at.toZonedDateTimeISO(timeZone).offset ? windows : null;
}

function windowsNameOf(timeZone: string): string | null {
  const known = windowsByIana.get(timeZone);
  if (known !== undefined) return known;
  // CLDR keeps first names (Asia/Calcutta); Temporal knows that Asia/Kolkata is the same zone.
  const here = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
  const same = [...windowsByIana.keys()].find((zone) => here.equals(here.withTimeZone(zone)));
  const found = same === undefined ? null : (windowsByIana.get(same) ?? null);
  if (found !== null) windowsByIana.set(timeZone, found);
  return found;
}

/** The name as this runtime spells it. CLDR lists a few that no longer stand for a place. */
function knownZone(name: string): string | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return null;
  }
}
