import { NativeSelect, Stack, Text } from '@mantine/core';
import type { ReadingResponse } from '@throughline/contracts/pages/imports.ts';
import { importFields } from '@throughline/contracts/v1/imports.ts';
import { StackingTable } from '../components/stacking-table.tsx';
import { fieldWords, troubleWords } from './import-words.ts';

type Field = (typeof importFields)[number];

const options = [
  { value: '', label: 'Not read' },
  ...importFields.map((field) => ({ value: field, label: fieldWords[field] })),
];

/** What each column of the file is read as; any of it can be said otherwise. */
export function ColumnMapping({
  reading: { columns, troubles },
  onChange,
}: {
  reading: ReadingResponse;
  onChange: (heading: string, field: Field | null) => void;
}) {
  const troubleOf = (heading: string) => troubles.find(({ column }) => column === heading)?.detail;
  return (
    <StackingTable
      caption="What the columns are read as"
      columns={['Column of the file', 'Is read as']}
      rows={columns.map(({ heading, field }, at) => {
        const trouble = troubleOf(heading);
        return {
          key: `${at} ${heading}`,
          cells: [
            <Text key="heading" style={{ overflowWrap: 'anywhere' }}>
              {heading === '' ? 'without a heading' : heading}
            </Text>,
            <Stack key="field" gap={4}>
              <NativeSelect
                aria-label={`${heading} is read as`}
                aria-invalid={trouble !== undefined}
                aria-describedby={trouble === undefined ? undefined : `trouble-${at}`}
                data={options}
                value={field ?? ''}
                onChange={({ currentTarget }) =>
                  onChange(heading, importFields.find((one) => one === currentTarget.value) ?? null)
                }
              />
              {trouble !== undefined && (
                <Text size="sm" fw={600} id={`trouble-${at}`}>
                  This column {troubleWords(trouble)}
                </Text>
              )}
            </Stack>,
          ],
        };
      })}
    />
  );
}
