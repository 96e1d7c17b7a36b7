import { LineChart } from '@mantine/charts';
import { useReducedMotion } from '@mantine/hooks';
import type { CoverageReport } from '@throughline/contracts/coverage.ts';

/** Percent by week, with the target as a dashed line. Weeks without a figure leave a gap. */
export function TrendChart({
  trend,
  target,
  label,
}: {
  trend: CoverageReport['trend'];
  target: number;
  label: string;
}) {
  const still = useReducedMotion();
  return (
    <LineChart
      h={220}
      data={trend.map(({ iso_week, percent }) => ({ week: iso_week.split('-')[1] ?? iso_week, percent }))}
      dataKey="week"
      series={[{ name: 'percent', label, color: 'var(--mantine-primary-color-filled)' }]}
      referenceLines={[
        { y: target, label: 'target', labelPosition: 'insideBottomLeft', color: 'gray.6', strokeDasharray: '5 4' },
      ]}
      yAxisProps={{ domain: [0, 100], ticks: [0, 50, 100] }}
      unit="%"
      curveType="linear"
      strokeWidth={2.5}
      connectNulls={false}
      tickLine="none"
      lineProps={{ isAnimationActive: !still }}
      lineChartProps={{ accessibilityLayer: false }}
    />
  );
}
