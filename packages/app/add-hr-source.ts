import { randomUUIDv7 } from 'node:crypto';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { hrSourceStore } from '@throughline/db/hr-source-store.ts';
import type { AppContext } from './context.ts';
import { sealCredentials } from './hr-source-access.ts';
import type { HrCredentials, HrSystemKind, HrSystemOptions } from './ports/hr-system.ts';

export type AddedHrSource =
  | { readonly kind: 'added'; readonly id: string; readonly precedence: number }
  | { readonly kind: 'name_taken' }
  /** `sentence` goes on from the address. */
  | { readonly kind: 'address_refused'; readonly address: string; readonly sentence: string };

/** Another HR system that people are pulled from, below those there are unless told where. Nothing is asked of it yet. */
export async function addHrSource(
  { db, clock, keyring, hrSystems }: Pick<AppContext, 'db' | 'clock' | 'keyring' | 'hrSystems'>,
  {
    organizationId,
    name,
    kind,
    address,
    options,
    credentials,
    precedence: wanted,
    actor,
  }: {
    organizationId: string;
    name: string;
    kind: HrSystemKind;
    address: string;
    options: HrSystemOptions;
    credentials: HrCredentials;
    precedence: number | null;
    actor: AuditActor;
  },
): Promise<AddedHrSource> {
  for (const asked of [address, options.absencesAddress]) {
    const sentence = asked === undefined ? null : hrSystems.refusalOf(asked);
    if (asked !== undefined && sentence !== null) return { kind: 'address_refused', address: asked, sentence };
  }
  const now = clock.now();
  const id = randomUUIDv7();
  return db.inOrganization(organizationId, async (tx) => {
    const sources = hrSourceStore(tx);
    if ((await sources.byName(name)) !== null) return { kind: 'name_taken' };
    const lowest = await sources.lowestPrecedence();
    const precedence = Math.min(wanted ?? lowest + 1, lowest + 1);
    if (precedence <= lowest) await sources.makeRoomAt(precedence);
    await sources.insert({
      id,
      name,
      kind,
      address,
      options: { ...options },
      credentials: sealCredentials({ keyring, source: { id, organizationId }, credentials }),
      precedence,
      // The first one's ids are what files and API clients know people by.
      idPrefix: lowest === 0 ? '' : `${name}:`,
      state: 'active',
      createdAt: now,
    });
    await auditStore(tx).append({
      at: now,
      entry: { actor, action: 'hr_source.added', subjectKind: 'hr_source', subjectId: id, details: { name, kind } },
    });
    return { kind: 'added', id, precedence };
  });
}
