import { createHrSystems } from '@throughline/hr-systems/registry.ts';
import type { Installation } from '@throughline/runtime/find-installation.ts';
import type { OperatorContext } from '@throughline/runtime/open-operator-context.ts';
import { createKeyring } from '@throughline/security/keyring.ts';
import { publicOnly } from '@throughline/security/outbound/outbound-url.ts';
import { Refusal } from './refusal.ts';

/** What commands about HR systems act through besides. What follows from a pull, the next sweep does. */
export function hrContext({ context, installation }: { context: OperatorContext; installation: Installation }) {
  const { encryptionKeys, sandboxOrigin } = installation;
  if (encryptionKeys === null) {
    throw new Refusal('ENCRYPTION_KEYS: is needed here, since the credentials of HR systems are sealed with it.');
  }
  return {
    ...context,
    keyring: createKeyring(encryptionKeys),
    hrSystems: createHrSystems({
      rules: { ...publicOnly, allowLoopback: sandboxOrigin !== null },
      wall: context.clock.wall,
    }),
    queue: { wake: async () => {} },
  };
}
