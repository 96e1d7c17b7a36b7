import type { StoredWebhookEndpoint } from '@throughline/db/webhook-endpoint-store.ts';
import { keyVersionOf, open, rewrap, seal } from '@throughline/security/envelope.ts';
import type { Keyring } from '@throughline/security/keyring.ts';

/** A secret moves from one column to the other when another is made, so both are bound to the same name. */
const field = 'webhook_secret';
type Owner = Pick<StoredWebhookEndpoint, 'id' | 'organizationId'>;

const contextOf = ({ id, organizationId }: Owner) => ({ organizationId, recordId: id, field });

/** A secret as the database keeps it: it opens for its own endpoint only. */
export function sealSecret({ keyring, endpoint, secret }: { keyring: Keyring; endpoint: Owner; secret: string }) {
  return seal({ keyring, plaintext: secret, context: contextOf(endpoint) });
}

/**
 * The secrets that sign at this moment, the newest first. Throws an EnvelopeError when one cannot be read.
 *
 * @param wall machine time, as receivers go by theirs
 */
export function secretsOf({
  keyring,
  endpoint,
  wall,
}: {
  keyring: Keyring;
  endpoint: StoredWebhookEndpoint;
  wall: Temporal.Instant;
}): readonly [string, ...string[]] {
  const { secret, formerSecret, formerSecretUntil } = endpoint;
  const opened = (sealed: Buffer) => open({ keyring, sealed, context: contextOf(endpoint) });
  const isValid = formerSecretUntil !== null && Temporal.Instant.compare(wall, formerSecretUntil) < 0;
  return formerSecret !== null && isValid ? [opened(secret), opened(formerSecret)] : [opened(secret)];
}

/** The same secrets under the keyring's current key; null where they are already. */
export function resealed({ keyring, endpoint }: { keyring: Keyring; endpoint: StoredWebhookEndpoint }) {
  const { secret, formerSecret } = endpoint;
  const isCurrent = (sealed: Buffer | null) => sealed === null || keyVersionOf(sealed) === keyring.currentVersion;
  if (isCurrent(secret) && isCurrent(formerSecret)) return null;
  const anew = (sealed: Buffer) => rewrap({ keyring, sealed, context: contextOf(endpoint) });
  return { secret: anew(secret), formerSecret: formerSecret === null ? null : anew(formerSecret) };
}
