import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { evidenceFile } from '@throughline/app/evidence-file.ts';
import { evidencePack } from '@throughline/app/evidence-pack.ts';
import { Refusal } from '../refusal.ts';
import { result } from '../terminal.ts';
import { organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type EvidenceOptions = OrganizationOption & { readonly out: string };

export function registerEvidencePack(command: Command): void {
  command
    .requiredOption('--out <directory>', 'where the files go; it is made where there is none')
    .option(...organizationOption)
    .action(async ({ out, ...options }: EvidenceOptions) => {
      await withOrganization(options, async ({ context, organization }) => {
        const pack = await evidencePack(context, { organizationId: organization.id });
        if (pack === null) throw new Refusal(`The first weekly figures of ${organization.name} are not taken yet.`);
        for (const form of ['a4', 'letter', 'picture'] as const) {
          const { name, bytes } = await evidenceFile({ pack, form });
          result(await written({ file: path.join(out, name), bytes }));
        }
      });
    });
}

async function written({ file, bytes }: { file: string; bytes: Uint8Array }): Promise<string> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
    return file;
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new Refusal(`${file}: cannot be written: ${error.message}`);
    throw error;
  }
}
