import type { Handover } from '@throughline/app/ports/mailer.ts';
import type { NodemailerError } from 'nodemailer';

/**
 * What nodemailer's error says about a mail; `handedOver`: whether bytes of the message may have left. A refusal counts
 * as an answer even then: "451 try later" after the message is a plain no. Only silence leaves it uncertain (RFC 1047).
 */
export function outcomeOfFailure({ error, handedOver }: { error: NodemailerError; handedOver: boolean }): Handover {
  const reason = error.message;
  if (handedOver && error.responseCode === undefined) return { kind: 'uncertain', reason };
  if (isAboutThisMail(error) && error.permanent !== false) return { kind: 'rejected', reason };
  return { kind: 'unreachable', reason };
}

// A refused login or a failed TLS handshake is about our settings: every mail would meet it, and none is to blame.
function isAboutThisMail(error: NodemailerError): boolean {
  return error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
}
