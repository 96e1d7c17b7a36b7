/** Here too because only standalone and this package may use embedded-postgres. */
export { freePort } from '@throughline/embedded-postgres/free-port.ts';
