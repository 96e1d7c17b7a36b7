import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import type { NeedsADateFilter } from '@throughline/contracts/pages/needs-a-date.ts';
import { Loaded } from '../components/loaded.tsx';
import type { Person } from '../components/person-only.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { NeedsADateFilterBar } from './needs-a-date-filter-bar.tsx';
import { csvAddress, needsADateQuery } from './needs-a-date-queries.ts';
import { NeedsADateTable } from './needs-a-date-table.tsx';
import { NobodyNeedsADate } from './nobody-needs-a-date.tsx';
import { ReasonCounts } from './reason-counts.tsx';
import { UnitsOnly } from './units-only.tsx';

/** The live list, as its filters leave it. */
export function NeedsADateList({
  filter,
  viewer,
  onChange,
}: {
  filter: NeedsADateFilter;
  viewer: Person;
  onChange: (changed: NeedsADateFilter) => void;
}) {
  const query = useInfiniteQuery(needsADateQuery(filter));
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <Loaded query={query} rows={8}>
      {({ pages }) => {
        const [first] = pages;
        if (first?.kind !== 'people') return <UnitsOnly />;
        const rows = pages.flatMap((page) => (page.kind === 'people' ? page.rows : []));
        return (
          <Stack gap="lg">
            <ReasonCounts reasons={first.reasons} filter={filter} />
            <NeedsADateFilterBar filter={filter} choices={first.choices} onChange={onChange} />
            <Group justify="space-between" gap="md">
              <Text size="sm" c="dimmed" role="status">
                {first.total === 1 ? '1 person needs a date.' : `${first.total} people need a date.`}
              </Text>
              <Group gap="md" className="no-print">
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconPrinter size={15} aria-hidden />}
                  onClick={() => window.print()}
                >
                  Print
                </Button>
                <Anchor size="sm" href={csvAddress(filter)} download>
                  <IconDownload size={15} aria-hidden /> Download as CSV
                </Anchor>
              </Group>
            </Group>
            {rows.length === 0 ? (
              <NobodyNeedsADate isFiltered={isFiltered} />
            ) : (
              <NeedsADateTable rows={rows} viewer={viewer} />
            )}
            {query.isFetchNextPageError && <ProblemAlert error={query.error} />}
            {query.hasNextPage && (
              <Group className="no-print">
                <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  Show more
                </Button>
                <Text size="sm" c="dimmed">
                  {rows.length} of {first.total} shown
                </Text>
              </Group>
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}
