import type { Problem } from '@throughline/contracts/problem.ts';

const titles = {
  invalid_request: [400, 'The request is not valid'],
  sign_in_required: [401, 'Please sign in'],
  invalid_api_key: [401, 'The API key is missing or not valid'],
  not_allowed: [403, 'This is not open to you'],
  foreign_origin: [403, 'The request came from another site'],
  not_told: [403, 'The terms of a works council keep this back'],
  not_found: [404, 'There is nothing here'],
  method_not_allowed: [405, 'This method is not offered here'],
  timeout: [408, 'The request took too long to arrive'],
  conflict: [409, 'This does not fit the present state'],
  gone: [410, 'This link no longer works'],
  changed_meanwhile: [412, 'It has changed since it was read'],
  too_large: [413, 'The request is too large'],
  unsupported_media_type: [415, 'This content type is not read here'],
  idempotency_key_reused: [422, 'This idempotency key came with another request before'],
  too_many_requests: [429, 'Too many requests'],
  headers_too_large: [431, 'The headers are too large'],
  internal: [500, 'Something went wrong on our side'],
  unavailable: [503, 'Not available right now'],
} as const satisfies Record<string, readonly [number, string]>;
export type ProblemName = keyof typeof titles;

/** An expected refusal, answered as RFC 9457 problem details with a stable `type`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor({ name, detail, errors }: { name: ProblemName; detail?: string; errors?: Problem['errors'] }) {
    const [status, title] = titles[name];
    super(detail ?? title);
    this.problem = {
      type: `urn:throughline:problem:${name}`,
      title,
      status,
      ...(detail === undefined ? {} : { detail }),
      ...(errors === undefined ? {} : { errors }),
    };
  }
}
