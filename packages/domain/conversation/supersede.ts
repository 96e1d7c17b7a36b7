import { endWithoutOutcome, succeed } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import type { PassedOnTo, Succession, Successor } from './transition.ts';

/** Another manager, the same obligation. What has already taken place is first decided under the manager it was with. */
export function supersede({
  conversation,
  successor,
  to,
  now,
}: {
  readonly conversation: Conversation;
  readonly successor: Successor;
  readonly to: PassedOnTo;
  readonly now: Temporal.Instant;
}): Succession {
  const sooner = Temporal.PlainDate.compare(successor.due.dueOn, conversation.dueOn) < 0;
  const details = { managerId: successor.managerId, to, sooner };
  const superseded = endWithoutOutcome({ conversation, state: 'superseded', actor: 'hr', details, now });
  if (superseded.kind === 'refused') return superseded;
  return { ...superseded, successor: succeed({ conversation, successor, now }) };
}
