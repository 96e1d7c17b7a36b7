import { Text } from '@mantine/core';
import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import classes from './hidden-units.module.css';

/** Units without numbers, by the reason why: most are hidden for the same one. */
export function HiddenUnits({ rows }: { rows: CoverageReport['rows'] }) {
  if (rows.length === 0) return null;
  const byReason = Map.groupBy(rows, ({ hidden_because }) => hidden_because ?? 'No figures.');
  return (
    <dl className={classes.hidden} aria-label="Units without numbers">
      {[...byReason].map(([reason, units]) => (
        <div key={reason}>
          <Text component="dt" size="sm" fw={550}>
            {units.length === 1 ? 'One unit is' : `${units.length} units are`} not shown. {reason}
          </Text>
          <Text component="dd" size="sm" c="dimmed" m={0}>
            {units.map(({ name }) => name).join(', ')}
          </Text>
        </div>
      ))}
    </dl>
  );
}
