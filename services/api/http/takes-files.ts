import { validatorCompiler } from 'fastify-type-provider-zod';
import type { App } from '../app.ts';

/** Room for two hundred thousand people with every column an HR system has. */
export const mostFileBytes = 64 * 1024 * 1024;

/** A table as it was sent, its encoding still open. */
export class SentFile {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

/** Lets the routes of this scope take `text/csv` beside JSON, as a `SentFile`. */
export function takesFiles(scope: App): void {
  scope.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: mostFileBytes }, (_request, body, done) =>
    done(null, new SentFile(body as Buffer)),
  );
  scope.setValidatorCompiler(fileOrSchema);
}

/** A file is read by whoever takes it; everything else by its schema, as everywhere. */
const fileOrSchema: typeof validatorCompiler = (route) => {
  const bySchema = validatorCompiler(route);
  return (data: unknown) => (data instanceof SentFile ? { value: data } : bySchema(data));
};
