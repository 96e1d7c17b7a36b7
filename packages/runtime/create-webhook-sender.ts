import type { WebhookSender } from '@throughline/app/ports/webhook-sender.ts';
import { guardedRequest } from '@throughline/security/outbound/guarded-request.ts';
import { checkOutboundUrl } from '@throughline/security/outbound/outbound-url.ts';
import type { OutboundRules, UrlRefusal } from '@throughline/security/outbound/outbound-url.ts';

/** Of what Standard Webhooks 1.0.0 leaves open, 15 to 30 seconds, the shorter: a receiver should answer and then work. */
const usualMilliseconds = 15_000;

/** Tells receivers on the public internet; beside the sandbox also those on this machine. */
export function createWebhookSender({
  rules,
  milliseconds = usualMilliseconds,
}: {
  rules: OutboundRules;
  milliseconds?: number;
}): WebhookSender {
  return {
    refusalOf: (url) => {
      const checked = checkOutboundUrl({ url, rules });
      return checked.kind === 'allowed' ? null : wordsFor({ reason: checked.reason, rules });
    },
    post: async (message) => {
      const answer = await guardedRequest({ ...message, method: 'POST', rules, milliseconds });
      switch (answer.kind) {
        case 'answered':
          return { kind: 'answered', status: answer.status, retryAfterSeconds: secondsOf(answer.retryAfter) };
        case 'refused':
          return { kind: 'not_answered', reason: 'not_allowed' };
        case 'unreachable':
          return { kind: 'not_answered', reason: answer.reason };
      }
    },
  };
}

/** RFC 9110 §10.2.3 allows a date too; a receiver that sends one is asked again as planned. */
function secondsOf(retryAfter: string | null): number | null {
  return retryAfter !== null && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : null;
}

function wordsFor({ reason, rules }: { reason: UrlRefusal; rules: OutboundRules }): string {
  switch (reason) {
    case 'malformed':
      return 'is not an address such as https://hr.example.com/throughline';
    case 'not_https':
      return 'has to begin with https://';
    case 'credentials':
      return 'must not hold a name and a password: a webhook’s signature says who sent it';
    case 'fragment':
      return 'must not have a part after #';
    case 'port':
      return `has to use one of the ports ${rules.ports.join(', ')}`;
    case 'internal':
      return 'leads into a private network: an address of the public internet is needed';
  }
}
