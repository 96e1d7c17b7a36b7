import type { Asker, Exchange } from './exchange.ts';

/** What the checker finds: `where` is a path into the exchange, after a colon within a part of a batch. */
export type Finding = { readonly where: string; readonly code: string; readonly msg: string };

/** Everything where Throughline asked. Where a test asked whatever it likes, what the sandbox itself said. */
export function findingsThatCount({
  asker,
  exchange,
  findings,
}: {
  asker: Asker;
  exchange: Exchange;
  findings: readonly Finding[];
}): readonly Finding[] {
  if (asker === 'application') return findings;
  const isAnswer = ({ where }: Finding) =>
    /^(responseBody|responseHeaders|status)\b/.test(where.split(':').at(-1) ?? '');
  // A push is the sandbox's request, and the answer the test's.
  return findings.filter((finding) => isAnswer(finding) === (exchange.kind === undefined));
}
