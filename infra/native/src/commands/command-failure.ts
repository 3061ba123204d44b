/** A failure whose message says all that the user needs: it is printed without a stack. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}
