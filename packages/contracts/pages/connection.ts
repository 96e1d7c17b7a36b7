import { z } from 'zod';
import { dateText, instantText, slot } from '../time.ts';
import { calendarProvider, consentToForward } from './calendars.ts';
import { conversationPerson } from './conversations.ts';

export const connectionPurpose = z.enum(['organize', 'availability']);

export const connectionResponse = z.object({
  /** What this person would connect for: managers organise, reports are only seen as busy. */
  purpose: connectionPurpose,
  /** Those that can be connected now, that of the person's own mail domain first. */
  offered: z.array(calendarProvider),
  /** Set while an administrator of the person's company has to grant first. */
  administratorFirst: z
    .object({
      provider: calendarProvider,
      domain: z.string(),
      /** Null until somebody asks for it. */
      toForward: consentToForward.nullable(),
    })
    .nullable(),
  connection: z
    .object({
      provider: calendarProvider,
      accountEmail: z.string(),
      status: z.enum(['active', 'reconnect_required']),
      connectedAt: instantText,
      syncedAt: instantText.nullable(),
    })
    .nullable(),
  /** Null where the organisation has not turned it on. */
  attendance: z
    .object({
      /** Null where this person has nothing to agree to. */
      consent: z.enum(['not_asked', 'agreed', 'lost']).nullable(),
      /** What is read, what is kept and what it means. */
      says: z.array(z.string()),
    })
    .nullable(),
  /** The three lists of the page: what is read, stored and written. */
  reads: z.array(z.string()),
  stores: z.array(z.string()),
  writes: z.array(z.string()),
});
export type ConnectionResponse = z.infer<typeof connectionResponse>;

export const beginConnectionRequest = z.object({
  provider: calendarProvider,
  /** From a mailed link, in place of a signed-in person. */
  token: z.string().optional(),
});
export const askAdministratorResponse = z.object({ toForward: consentToForward.nullable() });
export const beginConnectionResponse = z.object({ authorizationUrl: z.string() });

/** How the browser comes back to `/connect`, as `?result=`. */
export const connectionResults = [
  'connected',
  'declined',
  'missing_scopes',
  'other_account',
  'admin_needed',
  'expired',
  'failed',
  'attendance_agreed',
  'attendance_declined',
  'attendance_admin_needed',
  'attendance_other_account',
  'attendance_failed',
] as const;

/** The first plan of a newly connected manager, held until `sendsAt` unless sent now. */
export const planResponse = z.object({
  state: z.enum(['none', 'held', 'sent']),
  sendsAt: instantText.nullable(),
  rows: z.array(
    z.object({
      conversationId: z.uuid(),
      report: conversationPerson,
      dueOn: dateText,
      slot: slot.nullable(),
      explanation: z.array(z.string()),
    }),
  ),
});
export type PlanResponse = z.infer<typeof planResponse>;
