import { z } from 'zod';
import { instantText } from '../time.ts';
import { v1PageOf, v1Paging } from './paging.ts';

/** One person's grant to one calendar account. No token, no address, nothing of what stands in the calendar. */
export const v1Connection = z.object({
  id: z.uuid(),
  employee: z.uuid(),
  provider: z.enum(['google', 'microsoft']),
  purpose: z
    .enum(['organize', 'availability'])
    .describe('`organize`: books conversations; `availability`: says when somebody is free'),
  status: z.enum(['active', 'reconnect_required', 'disconnected']),
  broken_because: z
    .enum(['revoked', 'expired', 'admin_blocked', 'scope_lost', 'mailbox_gone', 'our_secret'])
    .nullable(),
  broken_at: instantText.nullable(),
  connected_at: instantText,
  last_read_at: instantText.nullable(),
});
export type V1Connection = z.infer<typeof v1Connection>;

export const v1ListConnectionsQuery = z.object({
  status: z.enum(['active', 'reconnect_required', 'disconnected']).optional(),
  employee: z.uuid().optional(),
  ...v1Paging,
});
export const v1ConnectionPage = v1PageOf(v1Connection);
