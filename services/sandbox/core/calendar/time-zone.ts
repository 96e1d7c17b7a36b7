/** Whether this machine knows the IANA zone. Asking Temporal is dear, so what it knew is remembered. */
export function isZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
  } catch {
    return false;
  }
  knownZones.add(zone);
  return true;
}

const knownZones = new Set<string>();
