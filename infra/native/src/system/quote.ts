/** @returns the argument as one word of a POSIX shell's, whatever it holds */
export function quote(argument: string): string {
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}
