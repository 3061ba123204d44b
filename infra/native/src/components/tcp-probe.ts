import type { Probe } from '../platform/component';
import { LOOPBACK } from './loopback';

/**
 * Asks a server one question over a plain TCP connection. It is asked every second: bash alone does it, without a further program.
 *
 * @param request what is sent, in the notation of `printf` (`\n`, `\x00`)
 * @param expected what the first 64 bytes of the answer must contain; NUL bytes are left out of them
 */
export function tcpProbe(port: number, request: string, expected: string): Probe {
  const script = [
    'LC_ALL=C',
    `exec 3<>/dev/tcp/${LOOPBACK}/${port} || exit 1`,
    `printf '${request}' >&3`,
    'read -r -N 64 -t 2 answer <&3',
    `[[ $answer == *'${expected}'* ]]`,
  ].join('; ');
  return { kind: 'exec', argv: ['bash', '-c', script] };
}
