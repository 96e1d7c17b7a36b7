import { Readable } from 'node:stream';

/**
 * Keeps a message's bytes back until `onHandover` has resolved. The stream is first read when the server has answered
 * DATA, so `onHandover` runs after sender and recipient were taken and before the first byte of the message leaves.
 */
export type MessageHold = {
  readonly hold: (message: Readable) => Readable;
  /** Whether `onHandover` has resolved, so that bytes may have left. */
  readonly released: () => boolean;
  /** Resolves once a started `onHandover` has ended; rejects with its error. */
  readonly settled: () => Promise<void>;
};

export function holdUntilHandover(onHandover: () => Promise<void>): MessageHold {
  let running = Promise.resolve();
  let started = false;
  let released = false;

  async function* afterHandover(message: Readable) {
    // The pool moves a mail to another connection only if nothing was read from it; were that ever to change,
    // this keeps it from being sent twice.
    if (started) throw new Error('This mail was handed over before.');
    started = true;
    running = onHandover();
    // nodemailer writes its own code onto the error of a stream, so the caller's error stays out of its hands.
    await running.catch((cause: unknown) => {
      throw new Error('The handover was not recorded, so the mail stays here.', { cause });
    });
    released = true;
    yield* message;
  }

  return {
    hold: (message) => Readable.from(afterHandover(message), { objectMode: false }),
    released: () => released,
    settled: () => running,
  };
}
