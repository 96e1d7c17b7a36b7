import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/**
 * DESIGN §3, kept true by a machine. Each finding says where the code belongs; the lists of exceptions below are for
 * what was there before a rule, so they only ever get shorter.
 */
const root = path.dirname(import.meta.dirname);
const LONGEST_FILE = 300;
const longerThanAllowed: readonly string[] = [];

/** Each may use what stands above it, and nothing beside or below it. */
const tiers = [
  ['domain', 'contracts', 'security'],
  ['db', 'documents'],
  ['app'],
  ['calendars', 'hr-systems', 'mail', 'jobs'],
  ['runtime'],
  ['api', 'worker', 'cli'],
  ['standalone'],
];

/** Outside the tiers. The tests' own package builds on any package, but on no service. */
const apart: Record<string, readonly string[]> = {
  web: ['contracts'],
  sandbox: [],
  'embedded-postgres': [],
  testing: [...tiers.slice(0, 5).flat(), 'embedded-postgres'],
};
const besides: Record<string, readonly string[]> = { standalone: ['sandbox', 'embedded-postgres', 'web'] };

/** What each part is for: where code goes that was found in the wrong one. */
const purpose: Record<string, string> = {
  domain: 'decides, and knows nothing that reads, writes or asks: hand it values, or do the work in packages/app',
  contracts: 'is what api and pages agree on, in zod alone',
  security: 'is node:crypto alone',
  db: 'stores; what is decided belongs in packages/domain, what uses several stores in packages/app',
  documents: 'makes bytes out of values',
  app: 'acts through ports (packages/app/ports); what speaks to a network belongs in calendars, hr-systems, mail or jobs',
  calendars: 'speaks to calendar providers; who calls it when belongs in packages/app',
  'hr-systems': 'speaks to HR systems; who calls it when belongs in packages/app',
  mail: 'speaks SMTP and renders; who is mailed what belongs in packages/app',
  jobs: 'wakes; what is done then belongs in packages/app and services/worker',
  runtime: 'puts the parts together; what a service does belongs in that service',
  api: 'answers HTTP; what several services do belongs in packages/app',
  worker: 'answers the queue; what several services do belongs in packages/app',
  cli: 'answers the command line; what several services do belongs in packages/app',
  standalone: 'runs the services on one machine',
  web: 'knows packages/contracts and HTTP; what pages need to know comes through the API',
  sandbox: 'stands in for other companies, so it knows none of our code and talks HTTP and SMTP',
  'embedded-postgres': 'runs PostgreSQL, and is used by services/standalone and packages/testing',
  testing: 'is for tests',
};

/** The libraries domain may have: they compute. */
const domainLibraries = new Set(['date-holidays', 'zod']);

const topLevel = new Set([
  'packages',
  'services',
  'infra',
  'test',
  'node_modules',
  'README.md',
  'LICENSE',
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'docker-compose.yml',
  'tsconfig.json',
  'tsconfig.base.json',
  'vitest.config.ts',
]);

type Manifest = {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
};
type Source = { file: string; part: string | null; text: string; isTest: boolean; imports: readonly string[] };

const files = globSync(['packages/**/*', 'services/**/*', 'infra/**/*', 'test/**/*'], {
  cwd: root,
  exclude: ['**/node_modules', '**/dist', '**/.data', '**/*.log'],
  withFileTypes: true,
})
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
  .toSorted();
const sources = files.filter((file) => /\.(ts|tsx|js)$/.test(file)).map(readSource);
const parts = files.flatMap((file) => /^(?:packages|services)\/([^/]+)\/package\.json$/.exec(file)?.[1] ?? []);

function readSource(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8');
  const part = /^(?:packages|services)\/([^/]+)\//.exec(file)?.[1] ?? null;
  // Up to `${` where the name is put together: what comes before tells whose it is.
  const found = text.matchAll(
    /^(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)|^import\s+['"]([^'"]+)|\bimport(?:\.meta\.resolve)?\(\s*['"`]([^'"`$\n]+)/gm,
  );
  return {
    file,
    part,
    text,
    isTest:
      part === null ||
      part === 'testing' ||
      /\.(test|contract)\.tsx?$|\/(testing|contract)\/|\/preview\.ts$/.test(file),
    imports: [...found].map(([, from, bare, called]) => from ?? bare ?? called ?? ''),
  };
}

function manifestOf(part: string | null): Manifest {
  const homes =
    part === null ? ['package.json'] : ['packages', 'services'].map((home) => `${home}/${part}/package.json`);
  const home = homes.find((file) => existsSync(path.join(root, file))) ?? 'package.json';
  return JSON.parse(readFileSync(path.join(root, home), 'utf8'));
}

/** `@throughline/db/x.ts` → `@throughline/db`, `fastify/types` → `fastify`; null for our own files and Node's modules. */
function libraryOf(specifier: string): string | null {
  if (/^(\.|node:|virtual:|\/)/.test(specifier)) return null;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function partOf(library: string | null): string | null {
  return library?.startsWith('@throughline/') ? library.slice('@throughline/'.length) : null;
}

function mayUse({ part, other }: { part: string; other: string }): boolean {
  if (part === other) return true;
  const tier = tiers.findIndex((tier_) => tier_.includes(part));
  const above = tier === -1 ? (apart[part] ?? []) : tiers.slice(0, tier).flat();
  return above.includes(other) || (besides[part]?.includes(other) ?? false);
}

test('every package and service has its place in the direction of dependencies', () => {
  const unplaced = parts.filter((part) => !tiers.flat().includes(part) && apart[part] === undefined);
  expect(unplaced, 'put it into `tiers` or `apart` of test/boundaries.test.ts, and into DESIGN §3').toEqual([]);
  expect(parts.filter((part) => purpose[part] === undefined)).toEqual([]);
});

test('dependencies point one way', () => {
  const declared = parts.flatMap((part) => {
    const { dependencies = {}, optionalDependencies = {} } = manifestOf(part);
    return Object.keys({ ...dependencies, ...optionalDependencies })
      .map(partOf)
      .filter((other) => other !== null && !mayUse({ part, other }))
      .map((other) => `${part}/package.json depends on ${other}: ${part} ${purpose[part]}`);
  });
  const imported = sources
    .filter(({ isTest }) => !isTest)
    .flatMap(({ file, part, imports }) =>
      imports
        .map((specifier) => partOf(libraryOf(specifier)))
        .filter((other) => part !== null && other !== null && !mayUse({ part, other }))
        .map((other) => `${file} uses ${other}: ${part} ${purpose[part ?? '']}`),
    );
  expect([...declared, ...imported]).toEqual([]);
});

test('a file imports what its own package.json declares, and its neighbours by their package', () => {
  const ofRoot = manifestOf(null).devDependencies ?? {};
  const findings = sources.flatMap(({ file, part, isTest, imports }) => {
    const own = manifestOf(part);
    const shipped = { ...own.dependencies, ...own.optionalDependencies };
    const known = new Set(Object.keys(isTest ? { ...shipped, ...own.devDependencies, ...ofRoot } : shipped));
    const home = part === null ? '' : file.split('/').slice(0, 2).join('/');
    const isKnown = (library: string) =>
      partOf(library) === part ||
      known.has(library) ||
      (library.endsWith('/') && [...known].some((name) => name.startsWith(library)));
    return imports.flatMap((specifier) => {
      const library = libraryOf(specifier);
      if (specifier.startsWith('.')) {
        const target = path.posix.join(path.posix.dirname(file), specifier);
        return target.startsWith(home) ? [] : `${file} reaches into ${target}: import it by its package's name`;
      }
      if (library === null || isKnown(library)) return [];
      const where = isTest ? 'dependencies or devDependencies' : 'dependencies';
      return `${file} imports ${library}, which is not in the ${where} of ${home || 'the root'}/package.json`;
    });
  });
  expect(findings).toEqual([]);
});

test('domain has no library and no module of Node that reads, writes or asks', () => {
  const libraries = Object.keys(manifestOf('domain').dependencies ?? {}).filter((name) => !domainLibraries.has(name));
  const modules = sources
    .filter(({ part, isTest }) => part === 'domain' && !isTest)
    .flatMap(({ file, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith('node:') && specifier !== 'node:crypto')
        .map((specifier) => `${file} imports ${specifier}`),
    );
  expect([...libraries, ...modules], `domain ${purpose['domain']}`).toEqual([]);
});

test("nobody asks which calendar provider it is, but the providers' own folders and the registry", () => {
  const branch =
    /[=!]==?\s*['"](google|microsoft)['"]|['"](google|microsoft)['"]\s*[=!]==?|case\s+['"](google|microsoft)['"]/;
  const findings = sources
    .filter(({ part, isTest }) => !isTest && part !== 'calendars' && part !== 'sandbox')
    .flatMap(({ file, text }) =>
      text.split('\n').flatMap((line, index) => (branch.test(line) ? `${file}:${index + 1} ${line.trim()}` : [])),
    );
  expect(findings, 'say what differs in packages/calendars/<provider>, under the same name for each').toEqual([]);
});

test(`no file is longer than ${LONGEST_FILE} lines`, () => {
  const long = files
    .filter((file) => /\.(ts|tsx|js|css)$/.test(file))
    .filter((file) => readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n').length > LONGEST_FILE);
  expect(
    long.filter((file) => !longerThanAllowed.includes(file)),
    'give the second thing it does a file',
  ).toEqual([]);
  expect(
    longerThanAllowed.filter((file) => !long.includes(file)),
    'short now: take it off the list',
  ).toEqual([]);
});

test('names are kebab-case and say what a thing is', () => {
  const allowed = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
  const exceptions = /^(README\.md|Dockerfile|\..*)$/;
  const vague = /^(utils?|helpers?|common|shared|misc|lib|index\.tsx?|src)(\.|$)/;
  const names = files
    // Drizzle names its migrations itself.
    .filter((file) => !file.startsWith('packages/db/migrations/'))
    .flatMap((file) => file.split('/').map((name) => ({ file, name })));
  const odd = names.filter(({ name }) => !allowed.test(name) && !exceptions.test(name)).map(({ file }) => file);
  expect(odd, 'kebab-case').toEqual([]);
  expect(
    names.filter(({ name }) => vague.test(name)).map(({ file }) => file),
    'name it for what it does',
  ).toEqual([]);
});

test('the top level holds nothing but its known names', () => {
  const entries = globSync('*', { cwd: root }).filter((name) => !topLevel.has(name) && !name.endsWith('.log'));
  expect(entries, 'put it into packages, services, infra or test').toEqual([]);
});
