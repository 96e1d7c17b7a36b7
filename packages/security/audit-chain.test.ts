import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { beforeTheFirst, entryLine, sealHash, sealLine, type SealableEntry } from './audit-chain.ts';

const entry: SealableEntry = {
  id: '01990000-0000-7000-8000-000000000001',
  organizationId: '01990000-0000-7000-8000-000000000009',
  clusterId: '7563412345678901234',
  writtenIn: '812',
  at: '2027-01-20T09:00:00.000001+00:00',
  actorKind: 'operator',
  actorId: null,
  action: 'role.granted',
  subjectKind: 'person',
  subjectId: '01990000-0000-7000-8000-000000000002',
  details: '{"role": "hr", "count": 1.0}',
};
const heading = {
  id: '01990000-0000-7000-8000-000000000003',
  organizationId: entry.organizationId,
  sequence: 1,
  clusterId: entry.clusterId,
  writtenFrom: '0',
  writtenBelow: '900',
  entries: 1,
  sealedAt: Temporal.Instant.from('2027-01-20T09:01:00Z'),
  previousHash: beforeTheFirst,
};

test('an entry has one text, with the details as they are stored', () => {
  expect(entryLine(entry)).toBe(
    '{"id":"01990000-0000-7000-8000-000000000001","organization_id":"01990000-0000-7000-8000-000000000009",' +
      '"cluster_id":"7563412345678901234","written_in":"812","at":"2027-01-20T09:00:00.000001+00:00",' +
      '"actor_kind":"operator","actor_id":null,"action":"role.granted","subject_kind":"person",' +
      '"subject_id":"01990000-0000-7000-8000-000000000002","details":{"role": "hr", "count": 1.0}}',
  );
});

test('a seal is SHA-256 over its entries’ lines and its own, which anybody can compute from an export', () => {
  const hash = sealHash();
  hash.add(entry);
  const own =
    '{"id":"01990000-0000-7000-8000-000000000003","organization_id":"01990000-0000-7000-8000-000000000009",' +
    '"sequence":1,"cluster_id":"7563412345678901234","written_from":"0","written_below":"900","entries":1,' +
    `"sealed_at":"2027-01-20T09:01:00.000000Z","previous_hash":"${'0'.repeat(64)}"}`;
  expect(sealLine(heading)).toBe(own);
  const expected = createHash('sha256')
    .update(`${entryLine(entry)}\n${own}\n`)
    .digest();
  expect(hash.close(heading).equals(expected)).toBe(true);
});

test('a quote or a line end in a value cannot be mistaken for the next key or the next entry', () => {
  const line = entryLine({ ...entry, action: 'a","actor_id":"x\n{"id":"y' });
  expect(line.split('\n')).toHaveLength(1);
  expect(JSON.parse(line)).toMatchObject({ action: 'a","actor_id":"x\n{"id":"y', actor_id: null });
});
