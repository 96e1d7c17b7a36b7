import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../core/calendar/calendar-event.ts';

/** An answer of Microsoft Graph that is not a success. Codes: learn.microsoft.com/graph/errors, and Exchange's `Error…` */
export class GraphError extends Error {
  override name = 'GraphError';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor({
    status,
    code,
    message,
    headers = {},
  }: {
    status: number;
    code: string;
    message: string;
    headers?: Readonly<Record<string, string>>;
  }) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The envelope of all of Graph's errors; a request that brought no id of its own is given one. */
export function graphErrorBody({
  code,
  message,
  requestId = randomUUID(),
  clientRequestId = requestId,
}: {
  code: string;
  message: string;
  requestId?: string;
  clientRequestId?: string;
}): JsonObject {
  const date = new Date().toISOString().slice(0, 19);
  return {
    error: { code, message, innerError: { date, 'request-id': requestId, 'client-request-id': clientRequestId } },
  };
}

export function itemNotFound(): GraphError {
  return new GraphError({
    status: 404,
    code: 'ErrorItemNotFound',
    message: 'The specified object was not found in the store.',
  });
}

export function accessDenied(): GraphError {
  return new GraphError({
    status: 403,
    code: 'ErrorAccessDenied',
    message: 'Access is denied. Check credentials and try again.',
  });
}

/** @param property the one in the body that cannot be taken as it is */
export function invalidProperty({ property, message }: { property: string; message?: string }): GraphError {
  return new GraphError({
    status: 400,
    code: 'ErrorPropertyValidationFailure',
    message: message ?? `At least one property failed validation: ${property}.`,
  });
}

/** A body that is no JSON, or does not say that it is. */
export function unreadablePayload(): GraphError {
  return badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );
}

export function badRequest(message: string): GraphError {
  return new GraphError({ status: 400, code: 'BadRequest', message });
}
