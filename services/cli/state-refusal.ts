import type { StateRefusal } from '@throughline/app/change-organization-state.ts';
import { Refusal } from './refusal.ts';

export function refuseState({ reason }: StateRefusal): never {
  throw new Refusal(sentences[reason]);
}

const sentences: Readonly<Record<StateRefusal['reason'], string>> = {
  unknown_organization: 'The organisation is gone.',
  already_live: 'It is live for everyone already.',
  paused: 'It is paused. throughline resume ends the pause.',
  not_paused: 'It is not paused.',
  already_paused: 'It is paused already.',
};
