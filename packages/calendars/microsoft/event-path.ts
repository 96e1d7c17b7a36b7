/** Ids are case-sensitive and hold characters that mean something in a path. */
export function eventPath(eventId: string): string {
  return `/me/events/${encodeURIComponent(eventId)}`;
}
