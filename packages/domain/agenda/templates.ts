/** Which conversation of a pair's series this is about. */
export const templateKeys = [
  'story',
  'vision',
  'plan',
  'long_view',
  'grow',
  'stay',
  'new_manager',
  'return_from_leave',
] as const;
export type TemplateKey = (typeof templateKeys)[number];

/** A part of the conversation with questions to choose from; nobody has to answer any of them. */
export type TemplateSection = {
  readonly key: string;
  readonly title: string;
  readonly questions: readonly string[];
  /** Its share of the time left between the opening and the two-year question. */
  readonly weight: number;
};

export type AgendaTemplate = {
  readonly key: TemplateKey;
  readonly title: string;
  /** One sentence on what this conversation is for. */
  readonly purpose: string;
  readonly sections: readonly TemplateSection[];
  /** For the report, a week ahead, alone, each optional. */
  readonly prepPrompts: readonly string[];
};

/** Raised with every change of a question, so that an old agenda stays what it was. */
export const templateVersion = 1;

export const templates: { readonly [key in TemplateKey]: AgendaTemplate } = {
  story: {
    key: 'story',
    title: 'Your story so far',
    purpose: 'How you came to be where you are, told by its turning points.',
    sections: [
      {
        key: 'turning_points',
        title: 'Turning points',
        weight: 3,
        questions: [
          'Start as early as you like: which turns brought you here?',
          'At each turn, what were you moving towards, and what did you leave behind?',
        ],
      },
      {
        key: 'what_matters',
        title: 'What that says about what matters to you',
        weight: 2,
        questions: [
          'Which of those choices would you make again without a second thought?',
          'What do I misunderstand about how you got here?',
        ],
      },
    ],
    prepPrompts: [
      'Which two or three changes in your working life explain you best?',
      'What did each of them teach you about what you want?',
      'Is there a part of your story you would rather leave out? Leave it out.',
    ],
  },
  vision: {
    key: 'vision',
    title: 'Where you would love to end up',
    purpose: 'Two or three pictures of a working life at its best, without picking one.',
    sections: [
      {
        key: 'pictures',
        title: 'Pictures of your best working life',
        weight: 3,
        questions: [
          'Picture the high point of your working life. What are you doing, and who is around you?',
          'What is a second picture, quite different from the first? And a third?',
        ],
      },
      {
        key: 'sharper',
        title: 'Making them sharper',
        weight: 2,
        questions: [
          'In each picture: what kind of work, in what field, in how large a place?',
          'Leading people, or deep in the work itself? Both count, and so does changing from one to the other.',
        ],
      },
    ],
    prepPrompts: [
      'If nothing stood in the way, what would your working days look like in ten years?',
      'What would you do if the first picture turned out impossible?',
      'Which part of those pictures is already in your week?',
    ],
  },
  plan: {
    key: 'plan',
    title: 'What to learn next',
    purpose: 'From the pictures to the coming year: what to learn, from whom, and how the role can bend towards it.',
    sections: [
      {
        key: 'learn',
        title: 'What to learn, and from whom',
        weight: 3,
        questions: [
          'Which skills do your pictures ask for that you do not have yet?',
          'Who does that well, here or elsewhere? Shall I introduce you?',
        ],
      },
      {
        key: 'bend',
        title: 'How your role can bend',
        weight: 2,
        questions: [
          'What in your role could change so that you practise it at work?',
          'What would you happily hand to somebody else?',
        ],
      },
    ],
    prepPrompts: [
      'Which one or two skills would open the most doors for you?',
      'Who could you learn them from?',
      'What would have to leave your week to make room?',
    ],
  },
  long_view: {
    key: 'long_view',
    title: 'The long view',
    purpose: 'What you want from the next years, and what your weeks are like now.',
    sections: [
      {
        key: 'three_years',
        title: 'Three years from now',
        weight: 2,
        questions: [
          'What work do you want to be doing three years from now, on which problems? The title comes last, if at all.',
        ],
      },
      {
        key: 'energy',
        title: 'What gives you energy',
        weight: 2,
        questions: [
          'What gives you energy at the moment, and what drains it?',
          'What has changed in that since we last talked?',
        ],
      },
      {
        key: 'unheard',
        title: 'What has not been heard',
        weight: 1,
        questions: [
          'What have you hinted at that nobody picked up?',
          'What do you think I assume about your future? Where am I wrong?',
        ],
      },
    ],
    prepPrompts: [
      'Which work, on which problems, would you like to be doing in three years?',
      'When did you last lose track of time at work? When did it last drag?',
      'What have you mentioned in passing that went nowhere?',
      'What might your manager be assuming about what you want?',
    ],
  },
  grow: {
    key: 'grow',
    title: 'Growing from here',
    purpose: 'From what you would dream of to one thing that starts soon.',
    sections: [
      {
        key: 'goal',
        title: 'What you would go for',
        weight: 2,
        questions: ['If money and skills were no obstacle, which role would you choose?', 'What about it draws you?'],
      },
      {
        key: 'reality',
        title: 'Where you stand',
        weight: 2,
        questions: [
          'What in your role today stretches you, and what bores you?',
          'What do you do well that hardly anybody sees?',
        ],
      },
      {
        key: 'options',
        title: 'What could come next',
        weight: 2,
        questions: [
          'Which piece of work, or which person, would help most?',
          'Sideways, or back to a role without reports, is a move like any other. Is one of them tempting?',
        ],
      },
    ],
    prepPrompts: [
      'If you could swap into any role for a year, which would it be?',
      'Which part of your work stretches you, and which could you do asleep?',
      'What would help you most: a piece of work, a person, or time?',
    ],
  },
  stay: {
    key: 'stay',
    title: 'What keeps you here',
    purpose: 'What is good and should stay, and what would be better changed early.',
    sections: [
      {
        key: 'good',
        title: 'What is good',
        weight: 2,
        questions: [
          'What do you look forward to when you start your day?',
          'What are you learning here, and what would you like to be learning?',
        ],
      },
      {
        key: 'staying',
        title: 'Staying',
        weight: 2,
        questions: [
          'Why do you stay?',
          'When did you last think of leaving, and what brought it on? You need not say.',
        ],
      },
      {
        key: 'change',
        title: 'What I can change',
        weight: 1,
        questions: ['What could I do more of, less of, or differently, to make this a better place for you?'],
      },
    ],
    prepPrompts: [
      'What did you enjoy most in the last six months, and least? What are you proud of?',
      'What do you tell friends when they ask why you work here?',
      'If you could change one thing about your work, what would it be?',
    ],
  },
  new_manager: {
    key: 'new_manager',
    title: 'Starting together',
    purpose:
      'You have a new manager. Nothing has to be told twice unless you would like to; nothing is lost if you would not.',
    sections: [
      {
        key: 'know',
        title: 'What I should know',
        weight: 2,
        questions: [
          'What would you like me to know about what you want from your work?',
          'What was agreed before I came that must not get lost?',
        ],
      },
      {
        key: 'work_together',
        title: 'How we work together',
        weight: 2,
        questions: [
          'When have you grown most under a manager, and what did they do?',
          'What should I not assume about you?',
        ],
      },
    ],
    prepPrompts: [
      'What did you have going with your last manager that you want to keep?',
      'What would you like to be different this time?',
      'What do you want to say yourself rather than have passed on?',
    ],
  },
  return_from_leave: {
    key: 'return_from_leave',
    title: 'Welcome back',
    purpose: 'You have been away. What you want may have changed, or not at all; both are fine.',
    sections: [
      {
        key: 'now',
        title: 'How it is to be back',
        weight: 2,
        questions: [
          'What do you look forward to, and what feels heavy?',
          'What has changed in what you want from work, if anything?',
        ],
      },
      {
        key: 'pace',
        title: 'Finding your pace',
        weight: 2,
        questions: [
          'What would make the next three months go well?',
          'Which earlier plans still hold, and which should we let go?',
        ],
      },
    ],
    prepPrompts: [
      'What would you like more of than before, and what less?',
      'Which plans from before do you still want?',
      'Why you were away is nobody’s business unless you choose to say.',
    ],
  },
};
