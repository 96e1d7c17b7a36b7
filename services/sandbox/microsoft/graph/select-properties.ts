import type { JsonObject } from '../../core/calendar/calendar-event.ts';

/**
 * What `$select` leaves of an entity: the named properties in any case, its id and its annotations. Everything when
 * nothing is selected.
 */
export function selectProperties({ entity, select }: { entity: JsonObject; select: string | undefined }): JsonObject {
  if (select === undefined || select.trim() === '' || select.includes('*')) return entity;
  const wanted = new Set(select.split(',').map((name) => name.trim().toLowerCase()));
  const kept = Object.entries(entity).filter(
    ([name]) => name.startsWith('@') || name === 'id' || wanted.has(name.toLowerCase()),
  );
  return Object.fromEntries(kept);
}
