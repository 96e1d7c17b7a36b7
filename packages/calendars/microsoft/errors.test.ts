import { expect, test } from 'vitest';
import { failureFrom } from './errors.ts';

const wall = Temporal.Instant.from('2027-03-01T09:00:00Z');
const refusal = (status: number, code: string, effect: 'read' | 'write' = 'write') => {
  const body = { error: { code, message: 'ana@northwind.example may not', innerError: {} } };
  return failureFrom({ status, headers: new Headers(), body, effect, wall }).error;
};

test.each([
  [401, 'InvalidAuthenticationToken', 'unauthorized'],
  [403, 'ErrorAccessDenied', 'scope_missing'],
  [403, 'ErrorSendAsDenied', 'refused'],
  [404, 'ErrorItemNotFound', 'not_found'],
  [410, 'SyncStateNotFound', 'not_found'],
  [409, 'ErrorDuplicateTransactionId', 'conflict'],
  [400, 'ErrorDuplicateTransactionId', 'conflict'],
  [412, 'ErrorIrresolvableConflict', 'precondition_failed'],
  [409, 'ErrorIrresolvableConflict', 'precondition_failed'],
  [429, 'ApplicationThrottled', 'throttled'],
  [400, 'ErrorInvalidRequest', 'refused'],
  [500, 'InternalServerError', 'uncertain'],
  [504, 'UnknownError', 'uncertain'],
] as const)('%i %s is %s', (status, code, kind) => {
  expect(refusal(status, code).kind).toBe(kind);
});

test('that a mailbox cannot be reached says nothing about its entries', () => {
  for (const [status, code] of [
    [404, 'MailboxNotEnabledForRESTAPI'],
    [403, 'MailboxNotEnabledForRESTAPI'],
    [404, 'ErrorNonExistentMailbox'],
    [400, 'ErrorNonExistentMailbox'],
    [404, 'ResourceNotFound'],
    [404, 'Request_ResourceNotFound'],
  ] as const) {
    expect(refusal(status, code, 'read').kind, code).toBe('mailbox_gone');
  }
});

test('a read that failed on their side can be asked again', () => {
  expect([500, 503, 504].map((status) => refusal(status, 'x', 'read').kind)).toEqual(Array(3).fill('unavailable'));
});

test('no error repeats what Microsoft wrote about it', () => {
  const error = refusal(403, 'ErrorAccessDenied');
  expect(`${error.message} ${JSON.stringify(error.cause)}`).not.toContain('ana@');
});
