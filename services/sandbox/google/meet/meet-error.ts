import { GoogleError } from '../google-error.ts';

const statuses = {
  400: 'INVALID_ARGUMENT',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
} as const;

/** Newer APIs of Google's name a status, and the reason beside it (google.aip.dev/193). */
export class MeetError extends GoogleError {
  override name = 'MeetError';
  override readonly body: unknown;

  constructor({
    status,
    message,
    reason = null,
  }: {
    status: keyof typeof statuses;
    message: string;
    reason?: string | null;
  }) {
    super({ status, reason: statuses[status], message });
    this.body = meetErrorBody({ status, message, state: statuses[status], reason });
  }
}

export function meetErrorBody({
  status,
  message,
  state,
  reason,
}: {
  status: number;
  message: string;
  state: string;
  reason: string | null;
}) {
  const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' };
  return { error: { code: status, message, status: state, ...(reason === null ? {} : { details: [info] }) } };
}

export function scopeInsufficient(): MeetError {
  return new MeetError({
    status: 403,
    message: 'Request had insufficient authentication scopes.',
    reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
  });
}

/** Alike for what does not exist, what has expired and what is somebody else's. */
export function noSuchConference(): MeetError {
  return new MeetError({ status: 404, message: 'Requested entity was not found.' });
}

export function invalidArgument(message: string): MeetError {
  return new MeetError({ status: 400, message });
}
