/** What a manager reads shortly before: what to say first, and how to take what comes. */
export type ManagerCard = {
  readonly sayFirst: string;
  readonly whileListening: readonly string[];
  readonly afterwards: readonly string[];
};

export const managerCard: ManagerCard = {
  sayFirst:
    'Say this first: “This is routine, everyone here has one. I want to understand what you actually want, not what you think I want to hear. ' +
    'I cannot promise you anything today, and nothing you say will be held against you. You can leave any question out.”',
  whileListening: [
    'Listen for most of the time. Ask “what else?” once more than feels natural.',
    'If you hear something you did not expect, thank them before you answer. Being glad to know is the whole reply.',
    'Do not sell a path. Sideways, into another field, or out of leading people is a move, not a failure.',
    'Keep pay, promotion and performance out of it. If they come up, offer another time for them.',
    'Silence is fine, and so is “I don’t know yet”.',
  ],
  afterwards: [
    'Leave with one small step of yours, to be done within two weeks.',
    'Write down the two sentences you would want them to correct, and let them.',
    'What was said stays between you two. Others learn that it took place, never what was said.',
  ],
};
