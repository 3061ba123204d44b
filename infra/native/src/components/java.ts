import path from 'node:path';
import type { Artefact, Context } from '../platform/component';

const JAVA_HOME = `/usr/lib/jvm/java-17-openjdk-${process.arch === 'arm64' ? 'arm64' : 'amd64'}`;

export const javaHome = JAVA_HOME;
export const java = path.join(JAVA_HOME, 'bin/java');

export const javaArtefact: Artefact = { kind: 'apt', packages: ['openjdk-17-jre-headless'], probe: java };

/**
 * Flags for a small JVM that starts fast: the serial collector needs no helper threads, and the C1 compiler reaches its speed at once.
 * Logs are in UTC.
 */
export const smallJvm = (maxHeapMegabytes: number): readonly string[] => [
  `-Xmx${maxHeapMegabytes}m`,
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  // Collects before it grows: the default lets free space be two thirds of the heap.
  '-XX:MinHeapFreeRatio=15',
  '-XX:MaxHeapFreeRatio=35',
  '-XX:+ExitOnOutOfMemoryError',
  '-Duser.timezone=UTC',
  '-Djava.awt.headless=true',
];

/** glibc gives a program of many threads an arena of memory for most of them, and keeps what they free: two are enough here. */
export const fewArenas = { MALLOC_ARENA_MAX: '2' } as const;

/** Folder with the jars of Kafka, ZooKeeper and the JMX agent. */
export const kafkaJars = ({ paths }: Context): string => path.join(paths.cache, 'kafka');

export const kafkaArtefacts: readonly Artefact[] = [
  javaArtefact,
  { kind: 'apt', packages: ['maven', 'unzip'], probe: '/usr/bin/mvn' },
  { kind: 'maven-classpath', pom: 'kafka', target: 'kafka' },
];

/** The argument that makes a JVM answer Prometheus on `port`, by the rules of `infra/config/jmx/<rules>.yml`. */
export function jmxAgent(context: Context, port: number, rules: 'kafka' | 'zookeeper'): string {
  const jar = path.join(kafkaJars(context), 'jmx_prometheus_javaagent-1.0.1.jar');
  return `-javaagent:${jar}=127.0.0.1:${port}:${path.join(context.paths.config, 'jmx', `${rules}.yml`)}`;
}
