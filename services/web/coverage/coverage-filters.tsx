import { Button, Group, NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import { coverageCsvUrl } from './coverage-query.ts';
import type { CoverageSearch } from './coverage-search.ts';
import { weekWords } from './share-words.ts';

/** Which week and which units, kept in the address, and the ways to take what is shown along. */
export function CoverageFilters({ search, dashboard }: { search: CoverageSearch; dashboard: CoverageDashboard }) {
  const navigate = useNavigate({ from: '/coverage' });
  const choose = (changed: CoverageSearch) =>
    void navigate({ search: { ...search, ...changed }, replace: true, resetScroll: false });
  const [latest = dashboard.iso_week, ...earlier] = dashboard.weeks;
  return (
    <Group data-screen-only align="flex-end" justify="space-between" gap="md">
      <Group component="search" align="flex-end" gap="md">
        <NativeSelect
          label="Figures of"
          value={search.week ?? ''}
          data={[
            { value: '', label: `the latest, ${weekWords(latest)}` },
            ...[...(search.week === latest ? [latest] : []), ...earlier].map((each) => ({
              value: each,
              label: weekWords(each),
            })),
          ]}
          onChange={({ currentTarget }) => choose({ week: currentTarget.value || undefined })}
          w={{ base: '100%', xs: 250 }}
        />
        {dashboard.has_groups && dashboard.unit.kind === 'everyone' && (
          <SegmentedControl
            aria-label="Which units"
            value={search.kind ?? 'line'}
            data={[
              { value: 'line', label: 'Leaders' },
              { value: 'groups', label: 'Groups' },
            ]}
            onChange={(kind) => choose({ kind: kind === 'groups' ? kind : undefined })}
          />
        )}
        <Switch
          label={`Only units under ${dashboard.target_percent}%`}
          checked={search.under_target === true}
          onChange={({ currentTarget }) => choose({ under_target: currentTarget.checked || undefined })}
          mb={8}
        />
      </Group>
      <Group gap="xs">
        <Button
          component="a"
          href={coverageCsvUrl(search)}
          download
          variant="default"
          size="sm"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          CSV
        </Button>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          Print
        </Button>
      </Group>
    </Group>
  );
}
