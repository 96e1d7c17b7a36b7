import { Group, Text } from '@mantine/core';
import type { NeedsADateFilter, NeedsADateResponse } from '@throughline/contracts/pages/needs-a-date.ts';
import { needsADateWords } from '@throughline/contracts/pages/needs-a-date-words.ts';
import { TextLink } from '../components/text-link.tsx';
import classes from './reason-counts.module.css';

type Reasons = Extract<NeedsADateResponse, { kind: 'people' }>['reasons'];

/** How many wait for what, each leading to those alone. */
export function ReasonCounts({ reasons, filter }: { reasons: Reasons; filter: NeedsADateFilter }) {
  if (reasons.length === 0) return null;
  return (
    <Group component="ul" gap="sm" className={classes.counts} aria-label="How many, by reason">
      {reasons.map(({ reason, people }) => (
        <li key={reason}>
          <TextLink
            to="/needs-a-date"
            search={{ ...filter, reason: filter.reason === reason ? undefined : reason }}
            replace
            resetScroll={false}
            className={classes.count ?? ''}
            aria-current={filter.reason === reason ? 'true' : undefined}
          >
            <Text span fw={650} inherit>
              {people}
            </Text>{' '}
            {needsADateWords(reason).short}
          </TextLink>
        </li>
      ))}
    </Group>
  );
}
