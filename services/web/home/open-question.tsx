import { useQuery } from '@tanstack/react-query';
import { AnswerPanel } from '../conversation/answer-panel.tsx';
import { conversationQuery } from '../conversations/conversations-query.ts';

/** "Did it take place?", for a conversation that has just ended. */
export function OpenQuestion({ id }: { id: string }) {
  const { data } = useQuery(conversationQuery(id));
  if (data === undefined) return null;
  const other = data.viewer.side === 'report' ? data.manager : data.report;
  return (
    <AnswerPanel
      conversation={data}
      title={`Did your career conversation with ${other?.displayName ?? 'your manager'} take place?`}
    />
  );
}
