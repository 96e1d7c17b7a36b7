import { Text } from '@mantine/core';
import type { CoverageNumbers } from './coverage-query.ts';
import classes from './held-split.module.css';

const kinds = [
  { key: 'confirmed', label: 'The report confirmed it', counts: true },
  { key: 'attendance', label: 'Recorded attendance shows it', counts: true },
  { key: 'claimed', label: 'The manager says so, nobody else', counts: false },
  { key: 'unknown', label: 'Nobody said', counts: false },
] as const;

/** Held truthfully: who says so, and what does not count. */
export function HeldSplit({ held }: { held: CoverageNumbers['held'] }) {
  const total = kinds.reduce((sum, { key }) => sum + held[key], 0);
  if (total === 0) return <Text c="dimmed">No conversation has come to an end yet.</Text>;
  return (
    <div className={classes.split}>
      <div className={classes.bar} aria-hidden>
        {kinds.map(({ key }) => (
          <div key={key} data-kind={key} style={{ flexGrow: held[key] }} />
        ))}
      </div>
      <dl className={classes.legend}>
        {kinds.map(({ key, label, counts }) => (
          <div key={key}>
            <dt data-kind={key}>{label}</dt>
            <dd>
              {held[key]}
              {!counts && (
                <Text span size="sm" c="dimmed">
                  {' '}
                  not counted as held
                </Text>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
