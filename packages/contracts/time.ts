import { z } from 'zod';

/** Years that ISO 8601 and PostgreSQL write alike, with a day to spare on both sides. */
const hasPlainYear = (text: string): boolean => text >= '1000-01-02' && text < '9999-12-30';
const years = 'expected a year between 1000 and 9999';

/** A moment: RFC 3339 in UTC. */
export const instantText = z.iso.datetime({ offset: true, abort: true }).refine(hasPlainYear, years);

/** A calendar day, `YYYY-MM-DD`, in the zone the field says. */
export const dateText = z.iso.date({ abort: true }).refine(hasPlainYear, years);

/** A slot as pages show it: the moment, and whose clocks to print it in. Half-open. */
export const slot = z.object({ startsAt: instantText, endsAt: instantText });
export type Slot = z.infer<typeof slot>;
