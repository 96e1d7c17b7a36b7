import { BarChart } from '@mantine/charts';
import { useReducedMotion } from '@mantine/hooks';
import type { PolicyPreview } from '@throughline/contracts/pages/policies.ts';

/** How many fall due in each week, as things are and under the draft. */
export function WeeksChart({ weeks }: Pick<PolicyPreview, 'weeks'>) {
  const still = useReducedMotion();
  return (
    <BarChart
      h={240}
      data={weeks.map(({ week, now, draft }) => ({ week: week.split('-')[1] ?? week, now, draft }))}
      dataKey="week"
      series={[
        { name: 'now', label: 'as it stands', color: 'gray.5' },
        { name: 'draft', label: 'under the draft', color: 'var(--mantine-primary-color-filled)' },
      ]}
      withLegend
      yAxisProps={{ allowDecimals: false }}
      tickLine="none"
      barProps={{ isAnimationActive: !still }}
      barChartProps={{ accessibilityLayer: false }}
    />
  );
}
