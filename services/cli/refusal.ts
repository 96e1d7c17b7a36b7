/** Something an operator asked for cannot be: said in a sentence, exit code 1. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
