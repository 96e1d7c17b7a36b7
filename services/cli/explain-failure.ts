import { Refusal } from './refusal.ts';

/** What an operator reads when a command did not go through; a bug shows where it happened. */
export function explainFailure(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  const cause = innermost(error);
  const sentence = sentenceFor(codeOf(cause));
  if (sentence !== null) return `${sentence} (${cause instanceof Error ? cause.message : String(cause)})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** By PostgreSQL's SQLSTATE (its manual, appendix A) or the operating system's error code. */
function sentenceFor(code: string): string | null {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
      return 'Nothing answers there: see DATABASE_URL and its companions, or REDIS_URL, and whether the server runs.';
    case '28P01':
    case '28000':
      return 'PostgreSQL does not let this role in: see the name and password in DATABASE_URL and its companions.';
    case '3D000':
      return 'There is no such database: see DATABASE_URL and its companions.';
    case '42P01':
    case '42703':
    case '3F000':
      return 'The database is not up to date: throughline migrate mends it.';
    case '42501':
      return 'This role may not do that: see which of the three roles each address names, and throughline doctor.';
    default:
      return null;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Drivers wrap one another's errors; several addresses of one name fail together. */
function innermost(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  return error instanceof Error && error.cause !== undefined ? innermost(error.cause) : error;
}
