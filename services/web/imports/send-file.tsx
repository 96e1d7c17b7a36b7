import { Alert, Button, List, Radio, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { ChooseFile } from './choose-file.tsx';
import { ColumnMapping } from './column-mapping.tsx';
import { systemWords, troubleWords } from './import-words.ts';
import { readFile, sendImport, type Choice } from './imports-queries.ts';

const asDetected: Choice = { columns: {}, dateOrder: null, missing: 'leave' };

/** From a file to an import that waits to be looked at: what its columns are, how its days are written, who is missing. */
export function SendFile() {
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [choice, setChoice] = useState(asDetected);
  const reading = useMutation({
    mutationFn: (given: { file: File; choice: Choice }) => readFile(given.file, given.choice),
  });
  const sending = useMutation({
    mutationFn: (given: { file: File; choice: Choice }) => sendImport(given.file, given.choice),
    onSuccess: ({ id }) => navigate({ to: '/imports/$id', params: { id } }),
  });
  const read = (next: File, given: Choice) => {
    setFile(next);
    setChoice(given);
    reading.mutate({ file: next, choice: given });
  };
  const found = reading.data;
  const general =
    found?.troubles.filter(({ column }) => !found.columns.some(({ heading }) => heading === column)) ?? [];
  const asksForDays = choice.dateOrder !== null || found?.troubles.some(({ detail }) => detail.includes('date_order='));
  return (
    <Stack gap="lg">
      <ChooseFile name={file?.name ?? null} pending={reading.isPending} onChoose={(next) => read(next, asDetected)} />
      {reading.isError && <ProblemAlert error={reading.error} />}
      {file !== null && found !== undefined && (
        <>
          <Text role="status">
            {found.system === null ? 'Read by its headings' : `Read as an export of ${systemWords[found.system]}`}
            {found.rows > 0 && `: ${found.rows === 1 ? '1 row' : `${found.rows.toLocaleString('en')} rows`}`}.
          </Text>
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
          {found.columns.length > 0 && (
            <ColumnMapping
              reading={found}
              onChange={(heading, field) => read(file, { ...choice, columns: { ...choice.columns, [heading]: field } })}
            />
          )}
          {asksForDays === true && (
            <Radio.Group
              label="Days such as 03/04/2021 are"
              value={choice.dateOrder ?? ''}
              onChange={(value) =>
                read(file, { ...choice, dateOrder: value === 'day_first' ? 'day_first' : 'month_first' })
              }
            >
              <Stack gap="xs" mt="xs">
                <Radio value="day_first" label="3 April: the day comes first" />
                <Radio value="month_first" label="4 March: the month comes first" />
              </Stack>
            </Radio.Group>
          )}
          {found.rows > 0 && (
            <>
              <Radio.Group
                label="Whoever is here and not in the file"
                value={choice.missing}
                onChange={(value) => setChoice({ ...choice, missing: value === 'stay' ? 'stay' : 'leave' })}
              >
                <Stack gap="xs" mt="xs">
                  <Radio value="leave" label="has left: the file holds everybody" />
                  <Radio value="stay" label="stays as they are: the file holds some people" />
                </Stack>
              </Radio.Group>
              <Button w="fit-content" loading={sending.isPending} onClick={() => sending.mutate({ file, choice })}>
                Look at what would change
              </Button>
            </>
          )}
          {sending.isError && <ProblemAlert error={sending.error} />}
        </>
      )}
    </Stack>
  );
}
