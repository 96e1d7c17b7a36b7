import type { ConversationOrder, ConversationPosition } from '@throughline/db/conversation-view-store.ts';
import { dateText } from '@throughline/contracts/time.ts';
import { z } from 'zod';

/** Where a page of an organisation's conversations begins: beyond a row that was seen, in the order it was seen in. */
export type ConversationCursor = {
  readonly organizationId: string;
  readonly order: ConversationOrder;
  readonly side: 'after' | 'before';
  readonly position: ConversationPosition;
};

const shape = z.tuple([z.enum(['opened', 'due']), z.enum(['after', 'before']), z.uuid(), dateText, z.uuid()]);

/** Opaque to whoever carries it; it names a row and holds no secret. */
export function encodeCursor({ organizationId, order, side, position }: ConversationCursor): string {
  const parts = [order, side, position.id, position.dueOn.toString(), organizationId];
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
}

/** Null for text that no `encodeCursor` wrote. */
export function decodeCursor(text: string): ConversationCursor | null {
  const parsed = shape.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) return null;
  const [order, side, id, dueOn, organizationId] = parsed.data;
  return { organizationId, order, side, position: { id, dueOn: Temporal.PlainDate.from(dueOn) } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
