import { z } from 'zod';
import { dateText, instantText } from '../time.ts';

/** The evidence pack in words, as its PDF and its picture say it. For leadership and HR. */
export const evidenceResponse = z.object({
  organization: z.string(),
  isoWeek: z.string(),
  asOf: dateText,
  headline: z.string(),
  sections: z.array(
    z.object({
      kind: z.enum(['coverage', 'unevenness', 'trend', 'cost', 'pilot', 'teams']),
      title: z.string(),
      lines: z.array(z.string()),
    }),
  ),
  /** What the picture shows, for whoever cannot see it. */
  pictureText: z.string(),
  freshness: z.string(),
});
export type EvidenceResponse = z.infer<typeof evidenceResponse>;

export const evidencePdfQuery = z.object({ paper: z.enum(['a4', 'letter']).default('a4') });

/** What a manager releases of their own team, or would. */
export const teamReleaseResponse = z.object({
  /** Not where nobody reports to them, nor under the terms of a works council. */
  isOffered: z.boolean(),
  /** Null while nothing is released. */
  releasedAt: instantText.nullable(),
  reports: z.number().int(),
  /** The soonest first; nobody's names. */
  dates: z.array(z.object({ on: dateText, leadDays: z.number().int(), moves: z.number().int() })),
});
export type TeamReleaseResponse = z.infer<typeof teamReleaseResponse>;

export const releaseTeamRequest = z.strictObject({ released: z.boolean() });
