import { Stack, Text } from '@mantine/core';
import type { PolicyPreview } from '@throughline/contracts/pages/policies.ts';
import { StackingTable } from '../components/stacking-table.tsx';
import { PageButtons } from './page-buttons.tsx';
import { usePages } from './use-pages.ts';

const shownAtOnce = 20;

/** Hours each manager is asked for by quarter, and where their weeks do not hold them. */
export function ManagersHours({ preview: { managers, quarters, managersOverCapacity } }: { preview: PolicyPreview }) {
  const pages = usePages({ rows: managers ?? [], size: shownAtOnce });
  if (managers === null)
    return <Text c="dimmed">Under the terms of a works council nothing is told of single managers.</Text>;
  const warned = managers.filter(({ warning }) => warning !== null);
  return (
    <Stack>
      {managersOverCapacity === 0 ? (
        <Text>Every manager’s weeks hold what would be due.</Text>
      ) : (
        <Stack gap={4} role="status">
          <Text fw={600}>
            {managersOverCapacity === 1
              ? 'For 1 manager more falls due than their weeks hold:'
              : `For ${managersOverCapacity} managers more falls due than their weeks hold:`}
          </Text>
          {warned.slice(0, shownAtOnce).map(({ id, name, warning }) => (
            <Text key={id} size="sm">
              {name}: {warning}
            </Text>
          ))}
          {warned.length > shownAtOnce && <Text size="sm">And {warned.length - shownAtOnce} more.</Text>}
        </Stack>
      )}
      <StackingTable
        caption="Hours by manager and quarter"
        columns={['Manager', ...quarters.map(({ name }) => quarterTitle(name))]}
        rows={pages.shown.map(({ id, name, hours }) => ({
          key: id,
          cells: [
            name,
            ...hours.map(({ now, draft }, at) => (
              <span key={quarters[at]?.name}>
                {draft} h{' '}
                <Text span size="sm" c="dimmed">
                  now {now}
                </Text>
              </span>
            )),
          ],
        }))}
      />
      <PageButtons of={managers.length} what="managers" {...pages} />
      <Text size="sm" c="dimmed">
        The first quarter begins today; the last may be cut short.
      </Text>
    </Stack>
  );
}

/** '2027-Q1' → 'Q1 2027' */
function quarterTitle(name: string): string {
  return name.split('-').toReversed().join(' ');
}
