import path from 'node:path';
import { readSettings, type Settings } from '@throughline/runtime/env.ts';
import { findInstallation, type Installation } from '@throughline/runtime/find-installation.ts';
import { readEnvFile } from '@throughline/runtime/read-env-file.ts';
import { Refusal } from './refusal.ts';

/** The settings of this directory's `.env` and this process. */
export function readSettingsHere(): Settings {
  const answer = readSettings({ environment: process.env, fromFile: readEnvFile(path.resolve('.env')) });
  if (answer.kind === 'settings') return answer.settings;
  throw new Refusal(answer.problems.map(({ variable, message }) => `${variable}: ${message}`).join('\n'));
}

/** The Throughline that a command is about: one running on this machine, or the one the settings name. */
export async function readInstallation(): Promise<Installation> {
  const settings = readSettingsHere();
  const installation = await findInstallation({ settings });
  if (installation !== null) return installation;
  throw new Refusal(nothingFound(settings));
}

export function nothingFound({ dataDir }: Pick<Settings, 'dataDir'>): string {
  return [
    `Nothing of Throughline is running with its data in ${path.resolve(dataDir)}, and DATABASE_URL is not set.`,
    'Start it with npm start (DATA_DIR names other data), or set DATABASE_URL and DATABASE_OWNER_URL,',
    'and REDIS_URL or QUEUE_DATABASE_URL, here or in .env.',
  ].join('\n');
}
