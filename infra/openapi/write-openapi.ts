import { writeFileSync } from 'node:fs';
import { describeApi, descriptionFile, releasedFile } from './described-api.ts';

/**
 * `npm run openapi` writes the description of the API down. `npm run openapi -- --release` says besides that callers
 * rely on it from now on: later descriptions are held against it.
 */
const text = await describeApi();
for (const file of process.argv.includes('--release') ? [descriptionFile, releasedFile] : [descriptionFile]) {
  writeFileSync(file, text);
  console.log(`Written: ${file}`);
}
