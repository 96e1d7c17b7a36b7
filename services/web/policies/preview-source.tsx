import { Alert, List, NativeSelect, Radio, Stack } from '@mantine/core';
import type { ReadingResponse } from '@throughline/contracts/pages/imports.ts';
import { ChooseFile } from '../imports/choose-file.tsx';
import { ColumnMapping } from '../imports/column-mapping.tsx';
import { troubleWords } from '../imports/import-words.ts';
import { ownPeople, type Source } from './policies-queries.ts';

export type Trial = { readonly source: Source; readonly isFile: boolean; readonly weeks: number };

const spans = [
  { value: '26', label: 'half a year' },
  { value: '52', label: 'a year' },
];

/** Whose people a draft is tried on, and how far ahead. */
export function PreviewSource({
  trial,
  pending,
  reading,
  onChange,
}: {
  trial: Trial;
  pending: boolean;
  /** What has to be said of the file's columns first. */
  reading: ReadingResponse | null;
  onChange: (part: Partial<Trial>) => void;
}) {
  const { source, isFile, weeks } = trial;
  const setSource = (part: Partial<Source>) => onChange({ source: { ...source, ...part } });
  const general =
    reading?.troubles.filter(({ column }) => !reading.columns.some(({ heading }) => heading === column)) ?? [];
  const asksForDays =
    source.dateOrder !== null || reading?.troubles.some(({ detail }) => detail.includes('date_order='));
  return (
    <Stack>
      <Radio.Group
        label="Try it on"
        value={isFile ? 'file' : 'own'}
        onChange={(value) => onChange({ isFile: value === 'file', source: ownPeople })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="own" label="our organisation as it is" />
          <Radio value="file" label="the people in a file, as if they began today. The file is not kept" />
        </Stack>
      </Radio.Group>
      {isFile && (
        <ChooseFile
          name={source.file?.name ?? null}
          pending={pending}
          onChoose={(file) => onChange({ source: { ...ownPeople, file } })}
        />
      )}
      {general.length > 0 && (
        <Alert color="amber" variant="light" role="alert" title="This file cannot be read as it is">
          <List size="sm">
            {general.map(({ column, detail }) => (
              <List.Item key={`${column} ${detail}`}>
                {column === null ? detail : `“${column}” ${troubleWords(detail)}`}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {reading !== null && reading.columns.length > 0 && (
        <ColumnMapping
          reading={reading}
          onChange={(heading, field) => setSource({ columns: { ...source.columns, [heading]: field } })}
        />
      )}
      {asksForDays === true && (
        <Radio.Group
          label="Days such as 03/04/2021 are"
          value={source.dateOrder ?? ''}
          onChange={(value) => setSource({ dateOrder: value === 'day_first' ? 'day_first' : 'month_first' })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="day_first" label="3 April: the day comes first" />
            <Radio value="month_first" label="4 March: the month comes first" />
          </Stack>
        </Radio.Group>
      )}
      <NativeSelect
        label="Looking ahead"
        maw={220}
        value={String(weeks)}
        data={spans}
        onChange={({ currentTarget }) => onChange({ weeks: Number(currentTarget.value) })}
      />
    </Stack>
  );
}
