import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AppContext } from '@throughline/app/context.ts';
import { buildApp } from '@throughline/api/app.ts';
import { root } from '../command-file.ts';

const contracts = path.join(root, 'packages', 'contracts');

/** What the API is like, and what it was like when it was last released: see infra/decisions/released-api.md. */
export const descriptionFile = path.join(contracts, 'openapi.json');
export const releasedFile = path.join(contracts, 'openapi.released.json');

/** The description as the API serves it, as a file. Nothing listens and no database is asked. */
export async function describeApi(): Promise<string> {
  const publicUrl = 'https://throughline.example.com';
  const context = { publicUrl } as AppContext & { publicUrl: string };
  const { app } = await buildApp({ context, signIn: new Map(), demo: null, pagesDir: null });
  await app.ready();
  const text = `${JSON.stringify(app.swagger(), null, 2)}\n`;
  await app.close();
  return text;
}

/** Empty where there is no such file. */
export function readDescription(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return '';
  }
}
