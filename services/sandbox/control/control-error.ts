/** A request to the control API that cannot be done, with what to change about it. */
export class ControlError extends Error {
  override name = 'ControlError';
  readonly status: number;

  constructor({ status, message, cause }: { status: number; message: string; cause?: unknown }) {
    super(message, { cause });
    this.status = status;
  }
}
