import type { SealedPrep } from '@throughline/db/prep-store.ts';
import { open, seal, type EnvelopeContext } from '@throughline/security/envelope.ts';
import type { Keyring } from '@throughline/security/keyring.ts';

type Place = { readonly organizationId: string; readonly conversationId: string; readonly authorId: string };

/** A preparation opens only for the conversation and the author it was sealed for. */
export function sealPrep({ keyring, text, ...place }: Place & { keyring: Keyring; text: string }): Buffer {
  return seal({ keyring, plaintext: text, context: contextOf(place) });
}

export function openPrep({
  keyring,
  prep,
  ...place
}: Omit<Place, 'authorId'> & { keyring: Keyring; prep: SealedPrep }): string {
  return open({ keyring, sealed: prep.body, context: contextOf({ ...place, authorId: prep.authorId }) });
}

function contextOf({ organizationId, conversationId, authorId }: Place): EnvelopeContext {
  return { organizationId, recordId: `${conversationId}/${authorId}`, field: 'prep.body' };
}
