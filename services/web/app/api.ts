import type { z } from 'zod';
import { problem, type Problem } from '@throughline/contracts/problem.ts';

/** What the API refused, with a sentence fit to be shown. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: Problem;

  constructor(refusal: Problem) {
    super(refusal.detail ?? refusal.title);
    this.problem = refusal;
  }
}

const unreachable: Problem = {
  type: 'about:blank',
  title: 'Throughline cannot be reached right now. Check your connection and try again.',
  status: 0,
};

/** Reads from the pages' API; answers are checked against the contract they were agreed with. */
export function get<T extends z.ZodType>(path: string, schema: T, signal?: AbortSignal): Promise<z.output<T>> {
  return call({ path, schema, init: signal === undefined ? {} : { signal } });
}

export function send<T extends z.ZodType>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  { body, schema }: { body?: unknown; schema: T },
): Promise<z.output<T>> {
  return call({
    path,
    schema,
    init: {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    },
  });
}

/** Sends a file as it is; what is in it is read on the other side. */
export function sendFile<T extends z.ZodType>(path: string, file: File, schema: T): Promise<z.output<T>> {
  return call({ path, schema, init: { method: 'POST', body: file, headers: { 'content-type': 'text/csv' } } });
}

async function call<T extends z.ZodType>({
  path,
  schema,
  init,
}: {
  path: string;
  schema: T;
  init: RequestInit;
}): Promise<z.output<T>> {
  const response = await fetch(path, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(unreachable);
  });
  const body: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return schema.parse(body);
  const refusal = problem.safeParse(body);
  throw new ApiError(refusal.success ? refusal.data : { ...unreachable, status: response.status });
}
