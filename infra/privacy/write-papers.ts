import { writeFileSync } from 'node:fs';
import { papers } from './papers.ts';

/** `npm run privacy-papers`: the papers about data that are made of the code. */
for (const { file, text } of papers) {
  writeFileSync(file, text);
  console.log(`Written: ${file}`);
}
