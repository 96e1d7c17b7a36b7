import { Text } from '@mantine/core';
import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import { Section } from '../components/section.tsx';
import type { CoverageSearch } from './coverage-search.ts';
import { HeatMap } from './heat-map.tsx';
import { headlineWords } from './share-words.ts';
import { UnitTree } from './unit-tree.tsx';

/** The units below, or those a filter chose: as a tree to go down, and week by week. */
export function UnitsBelow({ dashboard, search }: { dashboard: CoverageDashboard; search: CoverageSearch }) {
  const { listed, more, target_percent: target, hidden_from_filter: hidden, headline, unit } = dashboard;
  const isFiltered = search.under_target === true;
  return (
    <>
      <Section
        title={isFiltered ? `Units under ${target}%` : 'By unit'}
        note="A leader and everyone below, or a group. Small units show no numbers, to protect the people in them."
      >
        {listed.length === 0 ? (
          <Text c="dimmed">
            {isFiltered ? `No unit that shows numbers is under ${target}%.` : 'There are no units below this one.'}
          </Text>
        ) : (
          <UnitTree
            key={`${unit.unit} ${dashboard.iso_week} ${search.kind} ${isFiltered}`}
            search={search}
            units={listed}
            short={headlineWords[headline].short}
            flat={isFiltered}
          />
        )}
        {hidden > 0 && (
          <Text size="sm" c="dimmed" mt="xs">
            {hidden === 1 ? 'One unit shows' : `${hidden} units show`} no numbers and so {hidden === 1 ? 'is' : 'are'}{' '}
            not among them.
          </Text>
        )}
        {more > 0 && (
          <Text size="sm" c="dimmed" mt="xs">
            {more} more are not listed here; the CSV has them all.
          </Text>
        )}
      </Section>
      {listed.length > 0 && (
        <Section title="Unit by week" note="Percent in each week. A cell leads to that unit in that week.">
          <HeatMap search={search} units={listed} target={target} />
        </Section>
      )}
    </>
  );
}
