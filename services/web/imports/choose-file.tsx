import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useId, useRef, useState, type DragEvent } from 'react';

/** A file by choosing it, or by dropping it anywhere on the frame. */
export function ChooseFile({
  name,
  pending,
  onChoose,
}: {
  name: string | null;
  pending: boolean;
  onChoose: (file: File) => void;
}) {
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onChoose(file);
  };
  return (
    <Paper
      withBorder
      radius="lg"
      p="lg"
      bg={isOver ? 'var(--mantine-primary-color-light)' : 'var(--panel)'}
      style={{ borderStyle: 'dashed' }}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Group gap="md">
        <IconFileSpreadsheet size={32} aria-hidden />
        <Stack gap={2} flex={1} miw={200}>
          <Text fw={600}>{name ?? 'Drop a CSV file here, or choose one'}</Text>
          <Text size="sm" c="dimmed" id={id}>
            As BambooHR, Personio, HiBob, Workday or a spreadsheet writes it. Salaries, birth dates and the like are not
            read, and the file itself is not kept.
          </Text>
        </Stack>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-label="A file of people"
          aria-describedby={id}
          hidden
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) onChoose(file);
            currentTarget.value = '';
          }}
        />
        <Button variant="default" loading={pending} onClick={() => input.current?.click()}>
          {name === null ? 'Choose a file' : 'Choose another file'}
        </Button>
      </Group>
    </Paper>
  );
}
