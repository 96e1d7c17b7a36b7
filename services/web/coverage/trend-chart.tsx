import { LineChart } from '@mantine/charts';
import { weekNumber } from './share-words.ts';

type Point = {
  /** As '2026-W47'. */
  readonly week: string;
  readonly percent: number | null;
  /** Stands over a week in which a policy changed. */
  readonly mark: string | null;
};

/** Percent by week, with the target as a dashed line. Weeks without a figure leave a gap. Nothing moves: what is half drawn is printed half drawn. */
export function TrendChart({ points, target, label }: { points: readonly Point[]; target: number; label: string }) {
  const nameOf = (week: string) => `W${weekNumber(week)}`;
  return (
    <LineChart
      h={220}
      data={points.map(({ week, percent }) => ({ week: nameOf(week), percent }))}
      dataKey="week"
      series={[{ name: 'percent', label, color: 'var(--mantine-primary-color-filled)' }]}
      referenceLines={[
        { y: target, label: 'target', labelPosition: 'insideBottomLeft', color: 'gray.6', strokeDasharray: '5 4' },
        ...points.flatMap(({ week, mark }) =>
          mark === null
            ? []
            : [{ x: nameOf(week), label: mark, labelPosition: 'insideTopRight' as const, color: 'amber.6' }],
        ),
      ]}
      yAxisProps={{ domain: [0, 100], ticks: [0, 50, 100] }}
      unit="%"
      curveType="linear"
      strokeWidth={2.5}
      connectNulls={false}
      tickLine="none"
      lineProps={{ isAnimationActive: false }}
      lineChartProps={{ accessibilityLayer: false }}
    />
  );
}
