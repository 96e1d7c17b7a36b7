import path from 'node:path';
import type { Command } from 'commander';
import { readSettings } from '@throughline/runtime/env.ts';
import { findInstallation } from '@throughline/runtime/find-installation.ts';
import { readEnvFile } from '@throughline/runtime/read-env-file.ts';
import { examine } from '../doctor/examine.ts';
import { findingText, problem, type Finding } from '../doctor/finding.ts';
import { nothingFound } from '../read-installation.ts';
import { result, resultJson, say } from '../terminal.ts';

export function registerDoctor(command: Command, { onProblem }: { onProblem: () => void }): void {
  command
    .option('--json', 'the findings as JSON')
    .addHelpText('after', '\nExit code 1 when a problem was found; warnings alone are 0. It changes and sends nothing.')
    .action(async ({ json }: { readonly json?: true }) => {
      const findings = await examineHere();
      if (json) resultJson(findings);
      else result(findings.map(findingText).join('\n'));
      const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
      say(`Problems: ${count('problem')}, warnings: ${count('warn')}.`);
      if (count('problem') > 0) onProblem();
    });
}

async function examineHere(): Promise<readonly Finding[]> {
  const answer = readSettings({ environment: process.env, fromFile: readEnvFile(path.resolve('.env')) });
  if (answer.kind === 'problems') {
    return answer.problems.map(({ variable, message }) =>
      problem(variable, message, 'Change it in .env or in the environment.'),
    );
  }
  const { settings } = answer;
  const installation = await findInstallation({ settings });
  if (installation !== null) return examine({ settings, installation });
  return [problem('Throughline', 'is nowhere to be found', nothingFound(settings).replaceAll('\n', ' '))];
}
