export const EXIT = { failed: 1, usage: 2, notFound: 3, interrupted: 130 } as const;

/** Ends the command with one message for the operator and an exit code. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';

  constructor(
    readonly exitCode: (typeof EXIT)[keyof typeof EXIT],
    message: string,
  ) {
    super(message);
  }
}
