import { z } from 'zod';
import { line } from '../text.ts';
import { instantText } from '../time.ts';
import { v1PageOf, v1Paging } from './paging.ts';

/** Who did what to what. Ids and counts, never content. */
export const v1AuditEvent = z.object({
  id: z.uuid(),
  at: instantText,
  actor_kind: z.enum(['person', 'api_key', 'throughline', 'operator']),
  actor: z.uuid().nullable(),
  action: z.string(),
  subject_kind: z.string(),
  subject: z.uuid().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type V1AuditEvent = z.infer<typeof v1AuditEvent>;

export const v1ListAuditEventsQuery = z.object({
  action: line({ max: 100 }).optional(),
  after: instantText.optional().describe('After this moment'),
  ...v1Paging,
});
export const v1AuditEventPage = v1PageOf(v1AuditEvent);
