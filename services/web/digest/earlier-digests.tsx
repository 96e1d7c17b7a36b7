import { List, Text } from '@mantine/core';
import type { DigestPage } from '@throughline/contracts/pages/digest.ts';
import { formatDate } from '../app/times.ts';
import { TextLink } from '../components/text-link.tsx';

/** One's own earlier mails by what their subject said. */
export function EarlierDigests({ earlier }: { earlier: DigestPage['earlier'] }) {
  if (earlier.length === 0) return <Text c="dimmed">There are none yet.</Text>;
  return (
    <List spacing="sm" maw={720}>
      {earlier.map(({ week, as_of, subject }) => (
        <List.Item key={week}>
          <TextLink to="/digest" search={{ week }}>
            {formatDate(as_of)}
          </TextLink>
          <Text size="sm" c="dimmed">
            {subject}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}
