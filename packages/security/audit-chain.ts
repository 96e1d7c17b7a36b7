import { createHash } from 'node:crypto';

/** One row of the audit with every value as PostgreSQL writes it, so that nothing is lost by reading it. */
export type SealableEntry = {
  readonly id: string;
  readonly organizationId: string;
  readonly clusterId: string;
  readonly writtenIn: string;
  /** RFC 3339 in UTC, as `to_json` writes a timestamptz. */
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  /** JSON as PostgreSQL prints a jsonb: keys in its order, numbers with the digits that are stored. */
  readonly details: string;
};

/** What a seal says of itself, apart from its hash. */
export type SealHeading = {
  readonly id: string;
  readonly organizationId: string;
  readonly sequence: number;
  readonly clusterId: string;
  readonly writtenFrom: string;
  readonly writtenBelow: string;
  readonly entries: number;
  readonly sealedAt: Temporal.Instant;
  readonly previousHash: Uint8Array;
};

/** What the first seal of a chain follows. */
export const beforeTheFirst: Uint8Array = new Uint8Array(32);

/** The one text of an entry: a line of JSON with these keys in this order, no space between, no line end. */
export function entryLine(entry: SealableEntry): string {
  const before = JSON.stringify({
    id: entry.id,
    organization_id: entry.organizationId,
    cluster_id: entry.clusterId,
    written_in: entry.writtenIn,
    at: entry.at,
    actor_kind: entry.actorKind,
    actor_id: entry.actorId,
    action: entry.action,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId,
  });
  return `${before.slice(0, -1)},"details":${entry.details}}`;
}

/** The one text of a seal, likewise. The hash before it is in it: that is the chain. */
export function sealLine(seal: SealHeading): string {
  return JSON.stringify({
    id: seal.id,
    organization_id: seal.organizationId,
    sequence: seal.sequence,
    cluster_id: seal.clusterId,
    written_from: seal.writtenFrom,
    written_below: seal.writtenBelow,
    entries: seal.entries,
    sealed_at: seal.sealedAt.toString({ smallestUnit: 'microsecond' }),
    previous_hash: Buffer.from(seal.previousHash).toString('hex'),
  });
}

/** SHA-256 over the lines of a seal's entries in their order and then its own line, each with a line feed after it. */
export function sealHash() {
  const hash = createHash('sha256');
  let entries = 0;
  return {
    add(entry: SealableEntry): void {
      hash.update(`${entryLine(entry)}\n`, 'utf8');
      entries += 1;
    },
    entries: () => entries,
    /** Ends it; nothing can be added after. */
    close: (seal: SealHeading): Buffer => hash.update(`${sealLine(seal)}\n`, 'utf8').digest(),
  };
}
