import { Breadcrumbs, Text } from '@mantine/core';
import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import { TextLink } from '../components/text-link.tsx';
import type { CoverageSearch } from './coverage-search.ts';

/** The way back up, from the unit shown to the reader's own. */
export function UnitPath({ search, path }: { search: CoverageSearch; path: CoverageDashboard['path'] }) {
  const last = path.length - 1;
  if (last < 1) return null;
  return (
    <nav aria-label="From your own unit to this one">
      <Breadcrumbs separator="›" styles={{ root: { flexWrap: 'wrap' } }}>
        {path.map(({ unit, name }, place) =>
          place === last ? (
            <Text key={unit} size="sm" aria-current="page">
              {name}
            </Text>
          ) : (
            <TextLink key={unit} to="/coverage" search={{ ...search, unit: place === 0 ? undefined : unit }} size="sm">
              {name}
            </TextLink>
          ),
        )}
      </Breadcrumbs>
    </nav>
  );
}
