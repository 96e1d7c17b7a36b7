import type { JsonObject } from '../../core/calendar/calendar-event.ts';

/** The `@odata.context` of an answer: what in Graph's metadata it is, such as `users('…')/calendar/$entity`. */
export function odataContext(of: string): JsonObject {
  return { '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${of}` };
}
