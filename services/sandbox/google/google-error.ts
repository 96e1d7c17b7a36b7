/**
 * An answer of a Google API that is not a success, in the envelope they share.
 * Shapes and reasons: developers.google.com/workspace/calendar/api/guides/errors
 */
export class GoogleError extends Error {
  override name = 'GoogleError';
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor({
    status,
    reason,
    message,
    domain = 'global',
    locationType,
    location,
    headers = {},
  }: {
    status: number;
    reason: string;
    message: string;
    domain?: 'global' | 'calendar' | 'usageLimits';
    locationType?: 'parameter' | 'header';
    location?: string;
    headers?: Readonly<Record<string, string>>;
  }) {
    super(message);
    this.status = status;
    this.headers = headers;
    const place = locationType === undefined || location === undefined ? {} : { locationType, location };
    this.body = { error: { errors: [{ domain, reason, message, ...place }], code: status, message } };
  }
}

export function invalid(message: string): GoogleError {
  return new GoogleError({ status: 400, reason: 'invalid', message });
}

export function invalidParameter({ name, message }: { name: string; message: string }): GoogleError {
  return new GoogleError({ status: 400, reason: 'invalid', message, locationType: 'parameter', location: name });
}

export function missing(message: string): GoogleError {
  return new GoogleError({ status: 400, reason: 'required', message });
}

export function notFound(): GoogleError {
  return new GoogleError({ status: 404, reason: 'notFound', message: 'Not Found' });
}

export function deleted(): GoogleError {
  return new GoogleError({ status: 410, reason: 'deleted', message: 'Resource has been deleted' });
}

export function forbidden(): GoogleError {
  return new GoogleError({ status: 403, reason: 'forbidden', message: 'Forbidden' });
}

export function fullSyncRequired(): GoogleError {
  return new GoogleError({
    status: 410,
    reason: 'fullSyncRequired',
    domain: 'calendar',
    message: 'Sync token is no longer valid, a full sync is required.',
    locationType: 'parameter',
    location: 'syncToken',
  });
}

export function preconditionFailed(): GoogleError {
  return new GoogleError({
    status: 412,
    reason: 'conditionNotMet',
    message: 'Precondition Failed',
    locationType: 'header',
    location: 'If-Match',
  });
}

export function invalidCredentials(): GoogleError {
  return new GoogleError({
    status: 401,
    reason: 'authError',
    message: 'Invalid Credentials',
    locationType: 'header',
    location: 'Authorization',
    headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  });
}

export function insufficientPermissions(scopes: readonly string[]): GoogleError {
  const challenge = `Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="${scopes.join(' ')}"`;
  return new GoogleError({
    status: 403,
    reason: 'insufficientPermissions',
    message: 'Insufficient Permission',
    headers: { 'www-authenticate': challenge },
  });
}
