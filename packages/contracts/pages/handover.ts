import { z } from 'zod';
import { instantText } from '../time.ts';
import { conversationPerson } from './conversations.ts';

const words = z.string().max(5000);

/** A report's own words to a new manager, by what they were asked. */
export const handoverCard = z.object({ talkedAbout: words, toKnow: words, commitments: words });
export type HandoverCard = z.infer<typeof handoverCard>;

/** For the report always; for the manager it is for once it was released, and as long as it is. */
export const handoverResponse = z.object({
  side: z.enum(['report', 'manager']),
  conversationId: z.uuid(),
  author: conversationPerson,
  reader: conversationPerson,
  card: handoverCard,
  releasedAt: instantText.nullable(),
  /** Only while the conversation is open and this manager's. */
  mayWrite: z.boolean(),
  whoSeesWhat: z.string(),
});
export type HandoverResponse = z.infer<typeof handoverResponse>;
