import { createWebhookSender } from '@throughline/runtime/create-webhook-sender.ts';
import type { Installation } from '@throughline/runtime/find-installation.ts';
import type { OperatorContext } from '@throughline/runtime/open-operator-context.ts';
import { createKeyring } from '@throughline/security/keyring.ts';
import { publicOnly } from '@throughline/security/outbound/outbound-url.ts';
import { Refusal } from './refusal.ts';

/** What commands about webhooks act through besides. What they leave to be sent, the next sweep sends. */
export function webhookContext({ context, installation }: { context: OperatorContext; installation: Installation }) {
  const { encryptionKeys, sandboxOrigin } = installation;
  if (encryptionKeys === null) {
    throw new Refusal('ENCRYPTION_KEYS: is needed here, since secrets of webhooks are sealed with it.');
  }
  const rules = { ...publicOnly, allowLoopback: sandboxOrigin !== null };
  return {
    ...context,
    keyring: createKeyring(encryptionKeys),
    webhooks: createWebhookSender({ rules }),
    queue: { wake: async () => {} },
  };
}
