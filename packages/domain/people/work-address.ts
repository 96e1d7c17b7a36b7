/** `.invalid` is reserved (RFC 2606): nothing is ever delivered there. */
export const domainOfNobody = 'no-address.invalid';

/** Stands in for the work address of somebody a directory states without one. Such a person is listed, never mailed or booked. */
export function noAddress(personId: string): string {
  return `${personId}@${domainOfNobody}`;
}

export function hasAddress({ workEmail }: { readonly workEmail: string }): boolean {
  return !workEmail.endsWith(`@${domainOfNobody}`);
}

/** Whether a text could be a mail address; whether anybody reads it is another question. */
export function isAddress(written: string): boolean {
  return written.length <= 254 && /^[^\s@\p{Cc}<>()[\],;:"\\]+@[^\s@\p{Cc}<>()[\],;:"\\]+$/u.test(written);
}
