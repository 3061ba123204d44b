import type { Project } from '../project';

/** Within the networks brokers are called at a listener of their own, whatever port the host has for each. */
const BROKERS: Readonly<Record<string, string>> = {
  'kafka-1:19092': 'host:9092',
  'kafka-2:19092': 'host:9192',
  'kafka-3:19092': 'host:9292',
};

/**
 * Makes a text of either platform one that can be compared: of an address only its port is left, since each component listens on the
 * same port in both, and of an absolute path the file's name.
 */
export function sameText(project: Project): (text: string) => string {
  const hosts = Object.entries(project.services).flatMap(([name, { networks }]) => [
    name,
    ...Object.values(networks).flatMap((network) => network?.aliases ?? []),
  ]);
  const addresses = ['127.0.0.1', '0.0.0.0', 'localhost'];
  const names = [...addresses, ...hosts].map((host) => RegExp.escape(host)).join('|');
  const withPort = new RegExp(`(?<![\\w.-])(?:${names})(?=:\\d)`, 'g');
  // A flag's whole value, or a variable's.
  const alone = /(?<=^|=)(?:127\.0\.0\.1|0\.0\.0\.0)$/;
  const absolutePath = /(?<=^|[=,:@])(?:\/|\$\w+\/)[\w./-]*?([\w.-]+)(?=$|[:;,=])/g;
  return (text) =>
    text
      .replaceAll(/kafka-\d:19092/g, (broker) => BROKERS[broker] ?? broker)
      .replaceAll(withPort, 'host')
      .replace(alone, 'host')
      .replaceAll(/-\d+(?:\.\d+)*(?=\.jar)/g, '')
      .replaceAll(absolutePath, (_, last: string) => (last.includes('.') ? `…/${last}` : '…'));
}
