import { handoverCard, type HandoverCard } from '@throughline/contracts/pages/handover.ts';
import type { SealedHandover } from '@throughline/db/handover-store.ts';
import { open, seal, type EnvelopeContext } from '@throughline/security/envelope.ts';
import type { Keyring } from '@throughline/security/keyring.ts';

type Place = Pick<SealedHandover, 'conversationId' | 'authorId' | 'readerId'> & { readonly organizationId: string };

/** A card opens only for the conversation, the author and the reader it was sealed for. */
export function sealHandover({ keyring, card, ...place }: Place & { keyring: Keyring; card: HandoverCard }): Buffer {
  return seal({ keyring, plaintext: JSON.stringify(card), context: contextOf(place) });
}

export function openHandover({
  keyring,
  organizationId,
  handover,
}: {
  keyring: Keyring;
  organizationId: string;
  handover: SealedHandover;
}): HandoverCard {
  const text = open({ keyring, sealed: handover.body, context: contextOf({ organizationId, ...handover }) });
  return handoverCard.parse(JSON.parse(text));
}

function contextOf({ organizationId, conversationId, authorId, readerId }: Place): EnvelopeContext {
  return { organizationId, recordId: `${conversationId}/${authorId}/${readerId}`, field: 'handover.body' };
}
