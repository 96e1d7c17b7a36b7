import { Table, Text } from '@mantine/core';
import type { ListedUnit } from '@throughline/contracts/pages/coverage.ts';
import { useState } from 'react';
import type { CoverageSearch } from './coverage-search.ts';
import { UnitRow } from './unit-row.tsx';
import classes from './unit-tree.module.css';

/**
 * The units below one as a tree: each opens in place or is gone into. Arrow keys walk it, as a treegrid is walked; one
 * row alone is in the order of tabs.
 */
export function UnitTree({
  search,
  units,
  short,
  flat,
}: {
  search: CoverageSearch;
  units: readonly ListedUnit[];
  /** What the leading figure is called. */
  short: string;
  /** What a filter chose has no levels. */
  flat: boolean;
}) {
  const [current, setCurrent] = useState<string | null>(null);
  const isHere = units.some(({ unit }) => unit === current);
  const tabbed = current === null || (flat && !isHere) ? (units[0]?.unit ?? null) : current;
  return (
    <>
      <Table role="treegrid" aria-label="Units" aria-describedby="how-to-walk" className={classes.tree} tabularNums>
        <Table.Thead role="rowgroup" className={classes.head}>
          <Table.Tr role="row">
            {['Unit', short, 'Since last week', 'Booked ahead', 'Due soon, no date'].map((column) => (
              <Table.Th key={column} role="columnheader" scope="col">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {units.map((unit, place) => (
            <UnitRow
              key={unit.unit}
              search={search}
              unit={unit}
              short={short}
              level={1}
              place={place + 1}
              of={units.length}
              flat={flat}
              tabbed={tabbed}
              onFocus={setCurrent}
            />
          ))}
        </Table.Tbody>
      </Table>
      <Text id="how-to-walk" size="xs" c="dimmed" mt="xs" className={classes.help}>
        Arrow keys move through the units, right and left open and close one, Enter goes into it.
      </Text>
    </>
  );
}
