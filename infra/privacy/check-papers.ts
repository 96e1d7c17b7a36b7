import path from 'node:path';
import { root } from '../command-file.ts';
import { papers, paperThere } from './papers.ts';
import { permissionProblems } from './permissions.ts';

/** Whether the papers about data that stand here are what the code is. */
const stale = papers
  .filter(({ file, text }) => paperThere(file) !== text)
  .map(({ file }) => `${path.relative(root, file)} is not what the code is: npm run privacy-papers`);
const problems = [...stale, ...permissionProblems()];
for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
