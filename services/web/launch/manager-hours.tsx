import { Stack, Text } from '@mantine/core';
import type { LaunchReviewResponse } from '@throughline/contracts/pages/launch.ts';
import { StackingTable } from '../components/stacking-table.tsx';
import { countText, hoursText, monthText } from './launch-words.ts';

/** What it asks of each manager, month by month; of all together where single managers are not told of. */
export function ManagerHours({ review: { hours, months, overCapacity } }: { review: LaunchReviewResponse }) {
  const columns = months.map(({ month }) => month);
  const total = months.map(({ month, minutes }) => `${monthText(month)}: ${hoursText(minutes)}`).join(', ');
  return (
    <Stack gap="sm">
      <Text>
        {months.length === 0 ? 'Nobody would have a conversation.' : `All managers together: ${total}.`}{' '}
        {overCapacity > 0 &&
          `The weeks of ${countText(overCapacity, 'manager does', 'managers do')} not hold what falls due. The rest is booked later, or beyond two a week.`}
      </Text>
      {hours !== null && hours.count > 0 && (
        <StackingTable
          caption="Hours of each manager by month"
          columns={['Manager', 'Altogether', ...columns.map(monthText), 'Weeks']}
          rows={hours.some.map(({ manager, minutes, months: own, warning }) => ({
            key: manager.id,
            cells: [
              manager.displayName,
              hoursText(minutes),
              ...columns.map((month) => hoursText(own.find((one) => one.month === month)?.minutes ?? 0)),
              warning ?? 'hold them',
            ],
          }))}
        />
      )}
      {hours !== null && hours.count > hours.some.length && (
        <Text size="sm">{hours.count - hours.some.length} more managers have no more than the last of these.</Text>
      )}
      {hours === null && <Text size="sm">A works council’s terms keep single managers’ hours back.</Text>}
    </Stack>
  );
}
