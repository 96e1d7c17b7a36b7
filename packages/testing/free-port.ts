import { randomInt } from 'node:crypto';
import { isFree } from '@throughline/embedded-postgres/free-port.ts';

/**
 * A port of 127.0.0.1 nobody listens on, below those that systems give out by themselves (Linux from 32768, others from
 * 49152): whoever asks for any port, as other tests do all the time, is not given this one before it is listened on.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(20_000, 32_000);
  return (await isFree(port)) ? port : freePort();
}
