import { Text } from '@mantine/core';
import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import { StackingTable } from '../components/stacking-table.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { CoverageSearch } from './coverage-search.ts';
import { outOf, percentText, weekNumber } from './share-words.ts';

/** The mean hides that conversations happen most where they are needed least: the ends, and how far they are apart. */
export function Unevenness({
  search,
  dispersion: { worst, best, spread_points: spread, change_in_points: change },
}: {
  search: CoverageSearch;
  dispersion: CoverageDashboard['dispersion'];
}) {
  if (best === null || spread === null)
    return <Text c="dimmed">There are no two units below with figures to compare.</Text>;
  const units = [
    ...worst.map((unit) => ({ ...unit, where: 'could use help' })),
    { ...best, where: worst.length === 0 ? 'as all others' : 'worth learning from' },
  ];
  return (
    <>
      <Text maw={680} mb="sm">
        {spread} {spread === 1 ? 'point' : 'points'} between the best and the worst tenth of the units below
        {change === null ? '.' : `, ${unevenWords(change)} the week before.`}
      </Text>
      <StackingTable
        caption="The ends"
        columns={['Unit', 'Share', 'Where']}
        rows={units.map(({ unit, name, share, where, shown_in: shownIn }) => ({
          key: unit,
          cells: [
            <TextLink key="name" to="/coverage" search={{ week: search.week, unit }}>
              {name}
            </TextLink>,
            <>
              {percentText(share)}{' '}
              <Text span size="sm" c="dimmed">
                {outOf(share)}
                {shownIn === null ? '' : `, in week ${weekNumber(shownIn)}`}
              </Text>
            </>,
            where,
          ],
        }))}
      />
    </>
  );
}

function unevenWords(points: number): string {
  if (points === 0) return 'the same as';
  return `${Math.abs(points)} ${points > 0 ? 'more' : 'less'} than`;
}
