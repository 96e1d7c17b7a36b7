import { stdSerializers, type SerializedError } from 'pino';

/**
 * An error as logs keep it: without the values of a failed query, which are people's data. Drizzle puts them into the
 * message and the stack, PostgreSQL into `detail`.
 */
export function errorForLog(error: Error): SerializedError {
  const { params: _params, detail: _detail, ...kept } = stdSerializers.err(error);
  return { ...kept, message: withoutValues(kept.message), stack: withoutValues(kept.stack) };
}

/** Values can hold line breaks; the frames of the stack, or the end, come after them. */
function withoutValues(text: string): string {
  return text.replaceAll(/\nparams: [\s\S]*?(?=\n {4}at |\ncaused by: |$)/g, '');
}
