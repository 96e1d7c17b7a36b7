import { Text } from '@mantine/core';
import type { ConversationDetails } from '@throughline/contracts/pages/conversations.ts';
import { formatInstant } from '../app/times.ts';
import classes from './conversation-history.module.css';

/** Newest first: what changed, by whom, when. */
export function ConversationHistory({
  conversation,
  timeZone,
}: {
  conversation: Pick<ConversationDetails, 'history' | 'report' | 'manager'>;
  timeZone: string;
}) {
  const { history } = conversation;
  if (history.length === 0) return <Text c="dimmed">Nothing yet.</Text>;
  const newestFirst = history.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <ol className={classes.line} reversed>
      {newestFirst.map(({ at, actor, sentence }, index) => (
        <li key={`${at} ${index}`} className={classes.entry}>
          <Text>{sentence}</Text>
          <Text size="sm" c="dimmed">
            <time dateTime={at}>{formatInstant({ instant: at, timeZone })}</time>, {actorWords({ actor, conversation })}
          </Text>
        </li>
      ))}
    </ol>
  );
}

function actorWords({
  actor,
  conversation: { report, manager },
}: {
  actor: string;
  conversation: Pick<ConversationDetails, 'report' | 'manager'>;
}): string {
  const words: Readonly<Record<string, string>> = {
    throughline: 'Throughline',
    report: report.displayName,
    manager: manager?.displayName ?? 'the manager',
    participant: 'one of the two',
    hr: 'HR',
  };
  return words[actor] ?? actor;
}
