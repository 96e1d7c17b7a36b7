import { z } from 'zod';
import { instantText } from '../time.ts';

export const roles = ['report', 'manager', 'leader', 'hr', 'leadership', 'administrator'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

export const demoParts = ['hr', 'leader', 'manager', 'report'] as const;

/** Who is looking, what they may open, and what time it is for the organisation. */
export const sessionResponse = z.object({
  /** Null before anybody signed in where more than one organisation lives here. */
  organization: z
    .object({
      name: z.string(),
      state: z.enum(['draft', 'pilot', 'live', 'paused']),
      timeZone: z.string(),
      demo: z.boolean(),
    })
    .nullable(),
  /** The organisation's clock, which can be moved in the sandbox only. */
  now: instantText,
  person: z
    .object({
      id: z.uuid(),
      displayName: z.string(),
      workEmail: z.string(),
      timeZone: z.string().nullable(),
      roles: z.array(role),
    })
    .nullable(),
  signIn: z.object({
    providers: z.array(z.enum(['google', 'microsoft'])),
    /** What the company's own issuer of identities is called; null where there is none. */
    issuer: z.string().nullable(),
    mailedLink: z.boolean(),
  }),
  /** Only in a demo organisation: whom one can look through the eyes of, and the sandbox's own pages. */
  demo: z
    .object({
      parts: z.array(
        z.object({ part: z.enum(demoParts), displayName: z.string(), title: z.string(), personId: z.uuid() }),
      ),
      sandboxUrl: z.string(),
      mailboxUrl: z.string(),
    })
    .nullable(),
});
export type SessionResponse = z.infer<typeof sessionResponse>;

export const signInLinkRequest = z.object({ email: z.email(), returnTo: z.string().optional() });
export const signInLinkRedeem = z.object({ token: z.string().min(1) });
export const signedIn = z.object({ returnTo: z.string() });
export const demoSignInRequest = z.object({ part: z.enum(demoParts) });

/** Moving the sandbox's clock forward, and what that caused, in sentences. */
export const advanceClockRequest = z.object({
  advance: z.string().regex(/^P/, 'expected an ISO 8601 duration such as P7D'),
});
export const advanceClockResponse = z.object({
  from: instantText,
  now: instantText,
  changes: z.array(z.object({ kind: z.string(), count: z.number().int(), sentence: z.string() })),
});
export type AdvanceClockResponse = z.infer<typeof advanceClockResponse>;
