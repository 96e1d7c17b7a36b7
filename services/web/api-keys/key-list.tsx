import { Button, Code, Group, Stack, Text } from '@mantine/core';
import type { ApiKeyOnPage } from '@throughline/contracts/pages/api-keys.ts';
import { StackingTable } from '../components/stacking-table.tsx';
import { keySentence, shownKey, spelledKey } from './key-words.ts';
import { RevokeKey } from './revoke-key.tsx';

const columns = ['Key', 'It may', 'Use', 'Change'] as const;

/** Keys with what they open, when they were last used and how they end. */
export function KeyList({
  caption,
  keys,
  timeZone,
  onReplace,
}: {
  caption: string;
  keys: readonly ApiKeyOnPage[];
  timeZone: string;
  /** Begins a key of the same kind; absent where there is nothing left to do. */
  onReplace?: (key: ApiKeyOnPage) => void;
}) {
  return (
    <StackingTable
      caption={caption}
      columns={onReplace === undefined ? columns.slice(0, 3) : columns}
      rows={keys.map((key) => ({
        key: key.id,
        cells: [
          <Stack key="key" gap={2}>
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {key.name}
            </Text>
            <Code w="fit-content" style={{ whiteSpace: 'nowrap' }}>
              {shownKey(key)}
            </Code>
          </Stack>,
          <Stack key="scopes" gap={0}>
            {key.scopes.map((scope) => (
              <Text key={scope} size="sm" style={{ whiteSpace: 'nowrap' }}>
                {scope}
              </Text>
            ))}
          </Stack>,
          <Text key="use" size="sm">
            {keySentence({ key, timeZone })}
          </Text>,
          ...(onReplace === undefined
            ? []
            : [
                <Group key="change" gap="xs" wrap="nowrap">
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => onReplace(key)}
                    aria-label={`Make a key to replace ${key.name}, which ends in ${spelledKey(key)}`}
                  >
                    Replace
                  </Button>
                  <RevokeKey apiKey={key} />
                </Group>,
              ]),
        ],
      }))}
    />
  );
}
