import { Text, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ListedUnit } from '@throughline/contracts/pages/coverage.ts';
import type { CoverageSearch } from './coverage-search.ts';
import { distanceOf, distances } from './heat.ts';
import classes from './heat-map.module.css';
import { outOf, percentOf, weekNumber, weekWords } from './share-words.ts';

/** More rows are no picture any more. */
const mostRows = 40;

/** Units by weeks: the colour says how far from the target, the number how much. */
export function HeatMap({
  search,
  units,
  target,
}: {
  search: CoverageSearch;
  units: readonly ListedUnit[];
  target: number;
}) {
  const everShown = units.filter((unit) => unit.weeks.some(({ share }) => share !== null));
  const drawn = everShown.slice(0, mostRows);
  const never = units.length - everShown.length;
  const weeks = drawn[0]?.weeks.map((week) => week.iso_week) ?? [];
  const reasons = [...new Set(drawn.flatMap(({ weeks: all }) => all.flatMap((week) => week.hidden_because ?? [])))];
  if (drawn.length === 0)
    return <Text c="dimmed">None of these units shows numbers in any of the weeks; the list above says why.</Text>;
  return (
    <>
      <table role="table" className={classes.map} aria-label="Percent by unit and week">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              <VisuallyHidden>Unit</VisuallyHidden>
            </th>
            {weeks.map((week) => (
              <th key={week} role="columnheader" scope="col">
                <span aria-hidden>{weekNumber(week)}</span>
                <VisuallyHidden>{weekWords(week)}</VisuallyHidden>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {drawn.map((unit) => (
            <tr key={unit.unit} role="row">
              <th role="rowheader" scope="row">
                {unit.name}
              </th>
              {unit.weeks.map((week) => (
                <HeatCell
                  key={week.iso_week}
                  search={search}
                  unit={unit}
                  week={week}
                  target={target}
                  reasons={reasons}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Legend target={target} reasons={reasons} />
      <Text size="sm" c="dimmed" mt="xs">
        {everShown.length > drawn.length && `${everShown.length - drawn.length} more units stand in the list above. `}
        {never > 0 &&
          `${never === 1 ? 'One unit shows' : `${never} units show`} numbers in none of the weeks; the list above says why.`}
      </Text>
    </>
  );
}

function HeatCell({
  search,
  unit,
  week: { iso_week: isoWeek, share, hidden_because: because },
  target,
  reasons,
}: {
  search: CoverageSearch;
  unit: ListedUnit;
  week: ListedUnit['weeks'][number];
  target: number;
  reasons: readonly string[];
}) {
  const percent = share && percentOf(share);
  if (share === null || percent === null) {
    const why = because ?? 'Nobody to count.';
    return (
      <td role="cell" className={classes.cell} data-distance="hidden" title={why}>
        <span aria-hidden>{letterOf(reasons.indexOf(why))}</span>
        <VisuallyHidden>not shown: {why}</VisuallyHidden>
      </td>
    );
  }
  return (
    <td role="cell" className={classes.cell} data-distance={distanceOf({ percent, target })}>
      <Link
        to="/coverage"
        search={{ ...search, unit: unit.unit, week: isoWeek, kind: undefined, under_target: undefined }}
        preload={false}
        aria-label={`${percent}%, ${outOf(share)}: ${unit.name}, ${weekWords(isoWeek)}`}
      >
        {percent}
      </Link>
    </td>
  );
}

function Legend({ target, reasons }: { target: number; reasons: readonly string[] }) {
  return (
    <ul className={classes.legend} aria-label="What the colours and letters mean">
      {distances.map(({ key, words }) => (
        <li key={key}>
          <span className={classes.swatch} data-distance={key} aria-hidden />
          {words(target)}
        </li>
      ))}
      {reasons.map((reason, place) => (
        <li key={reason}>
          <span className={classes.swatch} data-distance="hidden" aria-hidden>
            {letterOf(place)}
          </span>
          {reason}
        </li>
      ))}
    </ul>
  );
}

function letterOf(place: number): string {
  return place === -1 ? '–' : String.fromCodePoint(97 + place);
}
