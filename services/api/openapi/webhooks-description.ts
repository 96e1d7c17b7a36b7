/** What whoever writes a receiver has to know, in the API's description. Standard Webhooks 1.0.0 says the rest. */
export const webhooksDescription = [
  'Another system is told of what happens by a POST to its endpoint, as [Standard Webhooks](https://www.standardwebhooks.com) 1.0.0 has it. A message holds a type, the time it happened, ids and a state, and nothing else; ask the API for more.',
  [
    '```json',
    '{',
    '  "type": "conversation.booked",',
    '  "timestamp": "2027-01-04T09:30:00Z",',
    '  "data": {',
    '    "conversation_id": "0199f0a4-…",',
    '    "employee_id": "0199f0a1-…",',
    '    "manager_id": "0199f0a2-…",',
    '    "state": "booked"',
    '  }',
    '}',
    '```',
  ].join('\n'),
  '**Verify** every message before you read it. `webhook-signature` holds one or more signatures, apart by spaces: `v1,` and the base64 of HMAC-SHA256 over `webhook-id`, `webhook-timestamp` and the raw body, joined by dots. The key is the secret without `whsec_`, read as base64. Refuse a timestamp more than five minutes from your own clock. Any library of Standard Webhooks does it:',
  [
    '```js',
    "import { Webhook } from 'standardwebhooks';",
    '',
    'const message = new Webhook(process.env.THROUGHLINE_SECRET).verify(rawBody, request.headers);',
    '```',
  ].join('\n'),
  '**Answer** with a 2xx within 15 seconds, and work afterwards. Anything else is tried again ten times over 75 hours, redirects included; `Retry-After` in seconds is heeded. 410 switches the endpoint off at once, five days in which nothing got through do too, and administrators are mailed.',
  '**Order and repetition.** The oldest waiting is sent first, a few at a time, so messages can overtake each other, all the more after a retry: go by `timestamp`, or take the message for a hint and read the conversation. The same `webhook-id` can come more than once: keep the ids of the last four days and drop what you have had. An endpoint that is slow or down holds up no other.',
  '**Privacy.** A private answer of an employee is never told, and changes neither what is told nor when. Where a works council has a say, of single people only `conversation.due`, `conversation.booked` and `conversation.moved` are told.',
].join('\n\n');
