import type { StoredHrSource } from '@throughline/db/hr-source-store.ts';
import { open, seal } from '@throughline/security/envelope.ts';
import type { Keyring } from '@throughline/security/keyring.ts';
import { z } from 'zod';
import type { HrCredentials, HrSystemAccess, HrSystemOptions } from './ports/hr-system.ts';

const field = 'hr_credentials';
const credentials = z.object({ name: z.string(), secret: z.string() });
const options = z.object({
  absences: z.boolean(),
  absencesAddress: z.string().exactOptional(),
  columns: z.record(z.string(), z.string()).exactOptional(),
}) satisfies z.ZodType<HrSystemOptions>;

type Owner = Pick<StoredHrSource, 'id' | 'organizationId'>;

/** Credentials as the database keeps them: they open for their own source only. */
export function sealCredentials({
  keyring,
  source: { id, organizationId },
  credentials: given,
}: {
  keyring: Keyring;
  source: Owner;
  credentials: HrCredentials;
}): Buffer {
  return seal({ keyring, plaintext: JSON.stringify(given), context: { organizationId, recordId: id, field } });
}

/** What a connector needs to ask. Throws an EnvelopeError where the credentials cannot be read. */
export function accessOf({ keyring, source }: { keyring: Keyring; source: StoredHrSource }): HrSystemAccess {
  const { id, organizationId, kind, address } = source;
  const opened = open({ keyring, sealed: source.credentials, context: { organizationId, recordId: id, field } });
  return { kind, address, options: options.parse(source.options), credentials: credentials.parse(JSON.parse(opened)) };
}
