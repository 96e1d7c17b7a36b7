import { Anchor, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ImportOnPage } from '@throughline/contracts/pages/imports.ts';
import { importResults, type V1ImportRow } from '@throughline/contracts/v1/imports.ts';
import { useState } from 'react';
import { Loaded } from '../components/loaded.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { resultWords, rowSentences } from './import-words.ts';
import { importRowsQuery } from './imports-queries.ts';

/** Row by row, the kind one asks for; which kind stands in the address. */
export function ImportRows({ run, result }: { run: ImportOnPage; result: V1ImportRow['result'] | undefined }) {
  const navigate = useNavigate();
  const [cursor, setCursor] = useState<string | null>(null);
  const query = useQuery(importRowsQuery({ run, result, cursor }));
  const show = (value: string) => {
    setCursor(null);
    const wanted = importResults.find((one) => one === value);
    void navigate({
      to: '/imports/$id',
      params: { id: run.id },
      search: wanted === undefined ? {} : { result: wanted },
      replace: true,
    });
  };
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end">
        <NativeSelect
          label="Which rows"
          value={result ?? 'all'}
          onChange={({ currentTarget }) => show(currentTarget.value)}
          data={[
            { value: 'all', label: 'All' },
            ...importResults.map((one) => ({ value: one, label: resultWords[one] })),
          ]}
        />
        <Anchor href={`/api/imports/${run.id}/rows.csv`} download>
          Download as CSV
        </Anchor>
      </Group>
      <Loaded query={query} rows={5}>
        {({ results, next, previous }) =>
          results.length === 0 ? (
            <Text c="dimmed">There are no such rows.</Text>
          ) : (
            <Stack>
              <StackingTable
                caption="What becomes of each row"
                columns={['Who', 'Result', 'What', 'Line']}
                rows={results.map((row) => ({
                  key: row.id,
                  cells: [
                    <Who key="who" row={row} />,
                    resultWords[row.result],
                    rowSentences(row).join(' ') || '–',
                    row.line ?? '–',
                  ],
                }))}
              />
              <Group>
                {previous !== null && (
                  <Button variant="default" size="xs" onClick={() => setCursor(previous)}>
                    Earlier rows
                  </Button>
                )}
                {next !== null && (
                  <Button variant="default" size="xs" onClick={() => setCursor(next)}>
                    Further rows
                  </Button>
                )}
              </Group>
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  );
}

function Who({ row: { display_full_name, work_email } }: { row: V1ImportRow }) {
  return (
    <Stack gap={0}>
      <span>{display_full_name ?? work_email ?? 'somebody'}</span>
      {display_full_name !== null && work_email !== null && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {work_email}
        </Text>
      )}
    </Stack>
  );
}
