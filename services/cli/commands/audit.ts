import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { auditCheckpoint, type AuditCheckpoint } from '@throughline/app/audit-checkpoint.ts';
import { exportAudit } from '@throughline/app/export-audit.ts';
import { verifyAudit } from '@throughline/app/verify-audit.ts';
import { z } from 'zod';
import { auditFindingSentence } from '../audit-finding-sentence.ts';
import { Refusal } from '../refusal.ts';
import { result, resultJson, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type VerifyOptions = OrganizationOption & { readonly checkpoint?: string; readonly json?: true };

const checkpointFile = z.object({
  organization_id: z.uuid(),
  sequence: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  sealed_at: z.string().nullable(),
});

export function registerAudit(command: Command, { onProblem }: { onProblem: () => void }): void {
  command
    .command('checkpoint')
    .description('print the end of the chain as JSON: keep it where nobody can reach who can write to the database')
    .option(...organizationOption)
    .action(checkpoint);
  command
    .command('verify')
    .description(
      'compute the chain anew; exits with 1 when something was changed, removed, added or put in another order',
    )
    .option('--checkpoint <file>', 'also against this checkpoint: without one nobody can tell that the end was cut off')
    .option('--json', 'figures and findings as JSON')
    .option(...organizationOption)
    .action((options: VerifyOptions) => verify({ options, onProblem }));
  command
    .command('export')
    .description('print every entry and every seal as lines of JSON; ids, never content')
    .option(...organizationOption)
    .action(exportLines);
}

async function checkpoint(options: OrganizationOption): Promise<void> {
  await withOrganization(options, async ({ context, organization }) => {
    const taken = await auditCheckpoint(context, { organizationId: organization.id });
    resultJson({
      organization_id: taken.organizationId,
      sequence: taken.sequence,
      hash: taken.hash,
      sealed_at: taken.sealedAt,
    });
    say(`Seal ${taken.sequence} of ${organization.name}. Keep it outside the database.`);
  });
}

async function verify({ options, onProblem }: { options: VerifyOptions; onProblem: () => void }): Promise<void> {
  const { checkpoint: file, json } = options;
  const given = file === undefined ? null : await readCheckpoint(file);
  await withOrganization(options, async ({ context, organization }) => {
    const verified = await verifyAudit(context, { organizationId: organization.id, checkpoint: given });
    const { seals, entries, unsealed, last, findings } = verified;
    const sentences = findings.map(auditFindingSentence);
    if (json) {
      resultJson({
        seals,
        entries,
        unsealed_entries: unsealed.entries,
        last_sequence: last?.sequence ?? 0,
        checkpoint_sequence: given?.sequence ?? null,
        findings: findings.map((finding, index) => ({ ...finding, sentence: sentences[index] })),
      });
    } else {
      result(sentences.length > 0 ? sentences.join('\n') : 'Nothing was touched that is sealed.');
    }
    say(`Seals: ${seals}, entries under them: ${entries}, not sealed yet: ${unsealed.entries}.`);
    say(upTo(given));
    if (findings.length > 0) onProblem();
  });
}

function upTo(given: AuditCheckpoint | null): string {
  if (given === null) {
    return 'Without a checkpoint nobody can tell whether the end was cut off, or all of it computed anew: --checkpoint <file>.';
  }
  return `Whether anything after seal ${given.sequence} was cut off, this checkpoint cannot tell: take one often.`;
}

async function readCheckpoint(file: string): Promise<AuditCheckpoint> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Refusal(`${file} cannot be read.`);
  });
  const parsed = checkpointFile.safeParse(asJson(text));
  if (!parsed.success) throw new Refusal(`${file} is no checkpoint: throughline audit checkpoint prints one.`);
  const { organization_id: organizationId, sequence, hash, sealed_at: sealedAt } = parsed.data;
  return { organizationId, sequence, hash, sealedAt: sealedAt === null ? null : Temporal.Instant.from(sealedAt) };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function exportLines(options: OrganizationOption): Promise<void> {
  await withOrganization(options, async ({ context, organization }) => {
    const { entries } = await exportAudit(context, {
      organizationId: organization.id,
      actor: operator,
      write: result,
    });
    say(`Entries: ${entries}. That they were read out is the last of them.`);
  });
}
