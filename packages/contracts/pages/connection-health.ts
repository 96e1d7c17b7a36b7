import { z } from 'zod';
import { instantText } from '../time.ts';

const calendars = z.number().int();

/** How an organisation's calendars stand, in numbers alone; null with a works council's terms. */
export const connectionHealthResponse = z.object({
  health: z
    .object({
      working: calendars,
      /** They only show when somebody is busy. */
      availabilityOnly: calendars,
      /** Connected, and not read for a day. */
      stale: calendars,
      /** `why` in words; the most frequent first. */
      broken: z.array(z.object({ why: z.string(), calendars })),
      /** People who hold conversations and have connected no calendar to put them in. */
      notConnected: calendars,
      /** Of those that dates stand in: changes are announced, or only found when it is read. */
      announced: calendars,
      polledOnly: calendars,
      /** When the calendar that waits longest was last read; null where there is none. */
      oldestReadAt: instantText.nullable(),
    })
    .nullable(),
});
export type ConnectionHealthResponse = z.infer<typeof connectionHealthResponse>;
