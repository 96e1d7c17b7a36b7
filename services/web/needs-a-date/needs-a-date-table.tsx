import { Stack, Text } from '@mantine/core';
import type { NeedsADateRow } from '@throughline/contracts/pages/needs-a-date.ts';
import { needsADateWords } from '@throughline/contracts/pages/needs-a-date-words.ts';
import { formatDate, shortDay, viewerZone } from '../app/times.ts';
import type { Person } from '../components/person-only.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { pastGapSentence, stepWords } from '../conversation/help-words.ts';
import { WhatHrCouldDo } from './what-hr-could-do.tsx';

const columns = ['Report', 'Manager', 'Best by', 'Why', 'Since', 'What happens next', 'What helps'] as const;

export function NeedsADateTable({ rows, viewer }: { rows: readonly NeedsADateRow[]; viewer: Person }) {
  const timeZone = viewerZone(viewer);
  return (
    <StackingTable
      caption="Who needs a date"
      columns={columns}
      rows={rows.map((row) => ({
        key: row.conversationId,
        cells: [
          <TextLink key="report" to="/conversations/$id" params={{ id: row.conversationId }} fw={550} inherit>
            {row.report.displayName}
          </TextLink>,
          row.manager?.displayName ?? 'not known',
          <time key="due" dateTime={row.dueOn}>
            {formatDate(row.dueOn)}
          </time>,
          <Why key="why" row={row} />,
          <Since key="since" row={row} timeZone={timeZone} />,
          <NextSteps key="next" row={row} timeZone={timeZone} />,
          <WhatHrCouldDo key="helps" row={row} viewer={viewer} />,
        ],
      }))}
    />
  );
}

function Why({ row: { reason, onLeaveUntil, pastLongestGap } }: { row: NeedsADateRow }) {
  return (
    <Stack gap={2}>
      <Text size="sm">{needsADateWords(reason).why}</Text>
      {onLeaveUntil !== null && (
        <Text size="sm" c="dimmed">
          On leave until <time dateTime={onLeaveUntil}>{formatDate(onLeaveUntil)}</time>
        </Text>
      )}
      {pastLongestGap !== null && (
        <Text size="sm" c="dimmed">
          {pastGapSentence({ because: pastLongestGap.because, until: formatDate(pastLongestGap.longestUntil) })}
        </Text>
      )}
    </Stack>
  );
}

type Cell = { readonly row: NeedsADateRow; readonly timeZone: string };

function Since({ row: { withoutDateSince }, timeZone }: Cell) {
  if (withoutDateSince === null) return null;
  return <time dateTime={withoutDateSince}>{shortDay({ instant: withoutDateSince, timeZone })}</time>;
}

/** What comes by itself, and whom the policy's steps have asked to help so far. */
function NextSteps({ row: { reason, steps }, timeZone }: Cell) {
  return (
    <Stack gap={2}>
      <Text size="sm">{needsADateWords(reason).next}</Text>
      {steps.map((step) => (
        <Text key={`${step.who} ${step.when} ${step.at}`} size="sm" c="dimmed">
          Asked to help: {stepWords(step)}, <time dateTime={step.at}>{shortDay({ instant: step.at, timeZone })}</time>
        </Text>
      ))}
    </Stack>
  );
}
