import path from 'node:path';
import { formatProblems, getTotals, lintFromString, loadConfig } from '@redocly/openapi-core';
import { root } from '../command-file.ts';
import { breakingChanges, type Description } from './breaking-changes.ts';
import { describeApi, descriptionFile, readDescription, releasedFile } from './described-api.ts';

/** Whether the written description of the API is the present one, is sound, and breaks no caller. All of it in one run. */
const text = await describeApi();
const answers = [isPresent(), await isSound(), breaksNobody()];
process.exitCode = answers.every(Boolean) ? 0 : 1;

function isPresent(): boolean {
  const isSame = readDescription(descriptionFile) === text;
  if (!isSame) console.log('packages/contracts/openapi.json is not what the API is like: npm run openapi');
  return isSame;
}

async function isSound(): Promise<boolean> {
  const config = await loadConfig({ configPath: path.join(root, 'infra', 'openapi', 'redocly.yaml') });
  const problems = await lintFromString({ source: text, absoluteRef: descriptionFile, config });
  const totals = getTotals(problems);
  formatProblems(problems, { format: 'stylish', totals, version: '' });
  return totals.errors + totals.warnings === 0;
}

function breaksNobody(): boolean {
  const released = readDescription(releasedFile);
  if (released === '') {
    console.log('packages/contracts/openapi.released.json is missing: npm run openapi -- --release');
    return false;
  }
  const [before, after] = [released, text].map((given) => JSON.parse(given) as Description);
  const broken = before && after ? breakingChanges({ before, after }) : [];
  for (const change of broken) console.log(`Breaks callers: ${change}`);
  if (broken.length > 0) console.log('Why, and what to do: infra/decisions/released-api.md');
  return broken.length === 0;
}
