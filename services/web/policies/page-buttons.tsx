import { Button, Group, Text } from '@mantine/core';

/** Where in a long list one is, and the ways on. */
export function PageButtons({
  of,
  what,
  from,
  to,
  earlier,
  further,
}: {
  of: number;
  what: string;
  from: number;
  to: number;
  earlier: (() => void) | null;
  further: (() => void) | null;
}) {
  if (earlier === null && further === null) return null;
  return (
    <Group>
      <Text size="sm" c="dimmed" role="status">
        {from} to {to} of {of.toLocaleString('en')} {what}
      </Text>
      {earlier !== null && (
        <Button variant="default" size="xs" onClick={earlier} aria-label={`Earlier ${what}`}>
          Earlier
        </Button>
      )}
      {further !== null && (
        <Button variant="default" size="xs" onClick={further} aria-label={`Further ${what}`}>
          Further
        </Button>
      )}
    </Group>
  );
}
