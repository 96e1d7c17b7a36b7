import { Stack, Text } from '@mantine/core';
import { Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { CoverageSearch } from './coverage-search.ts';

/** Where there is nothing to show: nothing was counted yet, or not this. */
export function NoFigures({ why, search }: { why: string; search: CoverageSearch }) {
  const isChosen = search.unit !== undefined || search.week !== undefined;
  return (
    <Panel>
      <Stack gap="xs" align="flex-start">
        <Text>{why}</Text>
        {isChosen ? (
          <TextLink to="/coverage">To your own unit and the latest week</TextLink>
        ) : (
          <Text size="sm" c="dimmed">
            Figures are taken once a week. They begin in the week in which your organisation goes live.
          </Text>
        )}
      </Stack>
    </Panel>
  );
}
