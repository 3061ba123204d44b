import { InvalidArgumentError } from 'commander';

/** Reads an option that is a number more than 0. Throws commander's InvalidArgumentError. */
export function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It has to be a number greater than 0.');
  return value;
}
