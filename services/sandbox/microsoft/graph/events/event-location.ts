import type { JsonObject } from '../../../core/calendar/calendar-event.ts';

const nowhere: JsonObject = {
  displayName: '',
  locationType: 'default',
  uniqueIdType: 'unknown',
  address: {},
  coordinates: {},
};

/** `location` and `locations`, which always correspond. */
export function presentLocations({
  location,
  locations,
}: {
  location: string | null;
  locations: readonly JsonObject[] | null;
}): JsonObject {
  if (location === null) return { location: nowhere, locations: [] };
  const places = (locations ?? [{ displayName: location }]).map(presentPlace);
  return {
    location: { ...presentPlace({ displayName: location }), ...(places.length === 1 ? places[0] : {}) },
    locations: places,
  };
}

function presentPlace(place: JsonObject): JsonObject {
  return { locationType: 'default', uniqueId: place['displayName'] ?? '', uniqueIdType: 'private', ...place };
}

/** The places given, and their names as one line; undefined where neither field was written. */
export function readLocations({
  location,
  locations,
}: {
  location: JsonObject | null | undefined;
  locations: readonly JsonObject[] | null | undefined;
}): { location: string | null; locations: readonly JsonObject[] | null } | undefined {
  if (location === undefined && locations === undefined) return undefined;
  const given =
    locations !== undefined && locations !== null && locations.length > 0 ? locations : location ? [location] : [];
  const places = given.filter((place) => nameOf(place) !== '');
  if (places.length === 0) return { location: null, locations: null };
  const names = places.map(nameOf);
  const isPlain = places.length === 1 && Object.keys(places[0] ?? {}).length === 1;
  return { location: names.join('; '), locations: isPlain ? null : places };
}

function nameOf(place: JsonObject): string {
  const name = place['displayName'];
  return typeof name === 'string' ? name : '';
}
