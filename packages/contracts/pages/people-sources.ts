import { z } from 'zod';
import { instantText } from '../time.ts';

const counts = z.object({
  people: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  refused: z.number().int(),
  unusable: z.number().int(),
  left: z.number().int(),
});

/** An HR system that people are pulled from; its credentials are nowhere in it. */
export const peopleSource = z.object({
  name: z.string(),
  kind: z.enum(['workday', 'bamboohr', 'personio']),
  address: z.string(),
  state: z.enum(['active', 'paused']),
  lastPulledAt: instantText.nullable(),
  lastCounts: counts.nullable(),
  /** In words; null where the last pull went well. */
  problem: z.string().nullable(),
  /** After a failure, not before then; wall time. */
  notBefore: instantText.nullable(),
});
export type PeopleSource = z.infer<typeof peopleSource>;

/** For HR and administrators: HR systems, the one that counts most first, and where people sign in. */
export const peopleSourcesResponse = z.object({
  sources: z.array(peopleSource),
  signIn: z.object({
    /** As the sign-in page names them. */
    offered: z.array(z.string()),
    /** What OIDC_ISSUER names, and whether it speaks for this organisation. */
    issuer: z.object({ url: z.string(), speaksForUs: z.boolean(), isNamed: z.boolean() }).nullable(),
    ssoOnly: z.boolean(),
    /** Administrators alone change it. */
    mayChange: z.boolean(),
  }),
});
export type PeopleSourcesResponse = z.infer<typeof peopleSourcesResponse>;

export const pullRequest = z.strictObject({
  /** So many may leave, after a pull waited for somebody to say so. */
  let_leave: z.number().int().min(0).max(1_000_000).default(0),
});
export const pullResponse = z.object({ said: z.string(), page: peopleSourcesResponse });
export const pullPreviewResponse = z.object({ said: z.string(), leaving: z.number().int() });

export const orderRequest = z.strictObject({ names: z.array(z.string().max(100)).max(100) });
export const ssoOnlyRequest = z.strictObject({ on: z.boolean() });
export const issuerRequest = z.strictObject({ named: z.boolean() });
