import fc from 'fast-check';
import pg from 'pg';
import '@throughline/domain/testing/fast-check-seed.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditCheckpoint, type AuditCheckpoint } from './audit-checkpoint.ts';
import { sealAudit } from './seal-audit.ts';
import { anAudit } from './testing/an-audit.ts';
import { tamperings } from './testing/tamper.ts';
import { testContext } from './testing/test-context.ts';
import { verifyAudit } from './verify-audit.ts';

const context = await testContext();
const { organizationId, write, sealAll, inStore } = await anAudit(context);
const { organizationId: otherOrganizationId } = await anAudit(context);
const superuser = new pg.Client({ connectionString: context.adminUrl });
await superuser.connect();
afterAll(() => superuser.end());

let checkpoint: AuditCheckpoint;

beforeAll(async () => {
  for (const count of [3, 1, 4, 2, 5]) {
    await write(count);
    await sealAll();
    context.clock.advanceBy({ minutes: 1 });
  }
  checkpoint = await auditCheckpoint(context, { organizationId });
  expect(checkpoint.sequence).toBeGreaterThanOrEqual(5);
  await write(2);
  // No constraint stands in the way of somebody with every right.
  await superuser.query(`
    ALTER TABLE audit DROP CONSTRAINT audit_pkey, DROP CONSTRAINT audit_organization_id_id_key;
    ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_organization_id_sequence_key, DROP CONSTRAINT audit_seal_sequence_check,
      DROP CONSTRAINT audit_seal_check;
    CREATE TABLE kept_audit AS SELECT * FROM audit;
    CREATE TABLE kept_seal AS SELECT * FROM audit_seal`);
});

const restore = () =>
  superuser.query(`
    TRUNCATE audit, audit_seal;
    INSERT INTO audit SELECT * FROM kept_audit;
    INSERT INTO audit_seal SELECT * FROM kept_seal`);

/** To exchange what is equal, or twice the same, is no touch. */
async function hasChanged(): Promise<void> {
  const { rows } = await superuser.query<{ same: boolean }>(`
    SELECT NOT EXISTS (SELECT k::text FROM kept_seal k EXCEPT SELECT s::text FROM audit_seal s)
      AND NOT EXISTS (SELECT k::text FROM kept_audit k EXCEPT SELECT a::text FROM audit a)
      AND (SELECT count(*) FROM audit) = (SELECT count(*) FROM kept_audit) AS same`);
  fc.pre(rows[0]?.same === false);
}

const findings = async (against: AuditCheckpoint | null) =>
  (await verifyAudit(context, { organizationId, checkpoint: against })).findings;

describe('somebody with every right in the database', () => {
  test('who touched nothing is not accused', async () => {
    expect(await findings(checkpoint)).toEqual([]);
    expect(await findings(null)).toEqual([]);
  });

  test.each(tamperings)('is found out: $what', async ({ run, needsCheckpoint }) => {
    const choice = fc.record({ first: fc.nat(1_000), second: fc.nat(1_000) });
    await fc.assert(
      fc
        .asyncProperty(choice, async (chosen) => {
          await run({ superuser, organizationId, otherOrganizationId, ...chosen });
          await hasChanged();
          expect((await findings(checkpoint)).length).toBeGreaterThan(0);
          const without = (await findings(null)).length;
          if (needsCheckpoint) expect(without).toBe(0);
          else expect(without).toBeGreaterThan(0);
        })
        .afterEach(async () => {
          await restore();
        }),
      { numRuns: 6 },
    );
  });

  test('is found out by several touches at once as by one', async () => {
    const touch = fc.record({ tampering: fc.constantFrom(...tamperings), first: fc.nat(1_000), second: fc.nat(1_000) });
    await fc.assert(
      fc
        .asyncProperty(fc.array(touch, { minLength: 2, maxLength: 4 }), async (touches) => {
          for (const { tampering, ...chosen } of touches) {
            await tampering
              .run({ superuser, organizationId, otherOrganizationId, ...chosen })
              .catch(nothingLeftToTouch);
          }
          await hasChanged();
          expect((await findings(checkpoint)).length).toBeGreaterThan(0);
        })
        .afterEach(async () => {
          await restore();
        }),
      { numRuns: 40 },
    );
  });

  test('who changes an entry and computes the whole chain anew is found out by a checkpoint, and by nothing else', async () => {
    await superuser.query("UPDATE audit SET action = 'other' WHERE organization_id = $1", [organizationId]);
    await superuser.query('DELETE FROM audit_seal WHERE organization_id = $1', [organizationId]);
    await superuser.query('ALTER TABLE audit_seal ADD CONSTRAINT anew UNIQUE (organization_id, sequence)');
    await sealAudit(context, { organizationId });
    expect(await findings(null)).toEqual([]);
    expect((await findings(checkpoint)).map(({ kind }) => kind)).toEqual(['cut_off']);
    expect((await findings({ ...checkpoint, sequence: 1 })).map(({ kind }) => kind)).toEqual(['other_than_checkpoint']);
    await superuser.query('ALTER TABLE audit_seal DROP CONSTRAINT anew');
    await restore();
  });

  test('who cuts off what was sealed after the checkpoint is not found out, as the README says', async () => {
    const early = {
      ...checkpoint,
      sequence: 2,
      hash: (await inStore((store) => store.seals({ after: 1, limit: 1 })))[0]!.hash.toString('hex'),
    };
    await superuser.query(
      'DELETE FROM audit a USING audit_seal s WHERE a.organization_id = s.organization_id AND s.sequence = 2 AND a.written_in >= s.written_below',
    );
    await superuser.query('DELETE FROM audit_seal WHERE sequence > 2');
    expect(await findings(early)).toEqual([]);
    await restore();
  });

  test('a checkpoint of another organisation is not taken for this one’s', async () => {
    const foreign = { ...checkpoint, organizationId: otherOrganizationId };
    expect((await findings(foreign)).map(({ kind }) => kind)).toEqual(['checkpoint_of_another_organization']);
  });
});

/** An earlier touch may have taken what this one wants, or left two of it. */
function nothingLeftToTouch(error: unknown): void {
  if (!(error instanceof pg.DatabaseError)) throw error;
}
