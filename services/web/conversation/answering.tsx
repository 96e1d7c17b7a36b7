import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AnswerKind } from '@throughline/contracts/pages/answers.ts';
import { useId, useState } from 'react';
import { AnswerButtons, type Choice } from './answer-buttons.tsx';
import { answerCalls, type AnswersFor } from './answer-calls.ts';
import { MovedForm } from './moved-form.tsx';
import { PulseQuestion } from './pulse-question.tsx';

/** Everything that can be said about a time that has passed. Nothing is said before a click. */
export function Answering({
  who,
  given,
  suggested = null,
  mayMove,
  mayTellPulse,
  timeZone,
  queryKey,
  onMoved,
}: {
  who: AnswersFor;
  given: AnswerKind | null;
  suggested?: Choice | null;
  mayMove: boolean;
  mayTellPulse: boolean;
  /** The reader's. */
  timeZone: string;
  /** What to read anew afterwards. */
  queryKey: readonly string[];
  /** The sentence that says so stands here too, for as long as this does. */
  onMoved: (sentence: string) => void;
}) {
  const queryClient = useQueryClient();
  const calls = answerCalls(who);
  const [isMoving, setMoving] = useState(suggested === 'moved' && mayMove);
  const movingId = useId();
  const answer = useMutation({
    mutationFn: calls.answer,
    onMutate: () => setMoving(false),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  });
  const asksPulse = answer.data === undefined ? mayTellPulse : answer.data.mayTellPulse;
  return (
    <>
      <AnswerButtons
        given={given}
        suggested={suggested}
        mayMove={mayMove}
        isMoving={isMoving}
        movingId={movingId}
        pending={answer.isPending ? answer.variables : null}
        result={isMoving ? null : (answer.data?.sentence ?? null)}
        error={answer.error}
        onAnswer={answer.mutate}
        onMoving={() => setMoving(!isMoving)}
      />
      <div id={movingId}>
        {isMoving && <MovedForm timesAt={calls.timesAt} moveTo={calls.moveTo} timeZone={timeZone} onMoved={onMoved} />}
      </div>
      {asksPulse && !isMoving && <PulseQuestion tell={calls.tellPulse} />}
    </>
  );
}
