import { List, SimpleGrid, Title } from '@mantine/core';
import type { ConnectionResponse } from '@throughline/contracts/pages/connection.ts';

/** What is read, what is stored, what is written: the three lists that stand before any permission. */
export function WhatIsUsed({
  connection: { reads, stores, writes },
}: {
  connection: Pick<ConnectionResponse, 'reads' | 'stores' | 'writes'>;
}) {
  const lists = [
    { title: 'What is read', items: reads },
    { title: 'What is stored', items: stores },
    { title: 'What is written', items: writes },
  ];
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xl">
      {lists.map(({ title, items }) => (
        <section key={title}>
          <Title order={2} size="h3" mb={6}>
            {title}
          </Title>
          <List size="sm" spacing={8} listStyleType="none" withPadding={false}>
            {items.map((item) => (
              <List.Item key={item}>{item}</List.Item>
            ))}
          </List>
        </section>
      ))}
    </SimpleGrid>
  );
}
