import type { Answers, Question } from './questions.ts';

export type CollectedAnswers =
  | { readonly kind: 'answers'; readonly answers: Answers }
  /** A sentence for each flag that is missing or wrong. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** Asks one question and says what was wrong with the last answer, if anything. */
export type Ask = (input: { question: string; fallback: string | null; complaint: string | null }) => Promise<string>;

/**
 * Takes flags as they come, asks for the rest until each answer fits, or, where nobody can be asked (`ask` null), takes
 * the fallbacks and names every flag that is missing.
 */
export async function collectAnswers({
  questions,
  given,
  ask,
}: {
  questions: Readonly<Record<string, Question>>;
  given: Readonly<Record<string, string | undefined>>;
  ask: Ask | null;
}): Promise<CollectedAnswers> {
  const answers: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [key, question] of Object.entries(questions)) {
    const taken = await answerTo({ question, given: given[key], ask });
    if (taken.kind === 'problem') problems.push(taken.problem);
    if (taken.kind === 'answer') answers[key] = taken.answer;
  }
  // Every question is answered by its own schema, which is what Answers is made from.
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'answers', answers: answers as Answers };
}

type Taken =
  | { readonly kind: 'answer'; readonly answer: unknown }
  | { readonly kind: 'left_out' }
  | { readonly kind: 'problem'; readonly problem: string };

async function answerTo({
  question,
  given,
  ask,
}: {
  question: Question;
  given: string | undefined;
  ask: Ask | null;
}): Promise<Taken> {
  const { flag, text, fallback, optional } = question;
  if (given !== undefined || ask === null) {
    const said = given ?? fallback ?? '';
    if (said === '' && !optional) return { kind: 'problem', problem: `${flag}: is missing. ${text}.` };
    const taken = check({ question, said });
    return taken.kind === 'problem' ? { kind: 'problem', problem: `${flag}: ${taken.problem}` } : taken;
  }
  let complaint: string | null = null;
  for (;;) {
    const said = await ask({ question: text, fallback, complaint });
    const taken = check({ question, said: said.trim() === '' ? (fallback ?? '') : said });
    if (taken.kind !== 'problem') return taken;
    complaint = taken.problem;
  }
}

function check({ question: { schema, optional }, said }: { question: Question; said: string }): Taken {
  if (said === '' && optional) return { kind: 'left_out' };
  const parsed = schema.safeParse(said);
  return parsed.success
    ? { kind: 'answer', answer: parsed.data }
    : { kind: 'problem', problem: parsed.error.issues.map(({ message }) => message).join('; ') };
}
