import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import { graphErrorBody } from '../graph-error.ts';
import type { BatchPart } from './batch-request.ts';

export type BatchAnswer = {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject | string | null;
};

/** Outlook works through one mailbox's requests four at a time. */
const atOnce = 4;

/**
 * Answers every part once, in the order they came to an end. A part waits for those it depends on, and fails with 424 if
 * one of them did.
 *
 * @param run carries out one part; does not throw
 */
export async function runBatch({
  parts,
  run,
}: {
  parts: readonly BatchPart[];
  run: (part: BatchPart) => Promise<BatchAnswer>;
}): Promise<BatchAnswer[]> {
  const answers: BatchAnswer[] = [];
  const waiting = [...parts];
  const underway = new Set<Promise<void>>();
  const answerTo = (id: string): BatchAnswer | undefined =>
    answers.find((answer) => answer.id.toLowerCase() === id.toLowerCase());

  const start = (part: BatchPart): void => {
    const failed = part.dependsOn.some((id) => (answerTo(id)?.status ?? 0) >= 400);
    const work = (failed ? Promise.resolve(failedDependency(part)) : run(part)).then((answer) => {
      answers.push(answer);
      underway.delete(work);
    });
    underway.add(work);
  };

  while (waiting.length > 0 || underway.size > 0) {
    const ready = waiting.filter(({ dependsOn }) => dependsOn.every((id) => answerTo(id) !== undefined));
    for (const part of ready.slice(0, atOnce - underway.size)) {
      waiting.splice(waiting.indexOf(part), 1);
      start(part);
    }
    await Promise.race(underway);
  }
  return answers;
}

function failedDependency({ id }: BatchPart): BatchAnswer {
  const message = 'The request could not be carried out because one it depends on failed.';
  const body = graphErrorBody({ code: 'FailedDependency', message });
  return { id, status: 424, headers: { 'Content-Type': 'application/json' }, body };
}
