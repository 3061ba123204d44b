import { components, loadPlatform } from '@firewatch/native';
import { Child } from './child';
import { freePort } from './free-port';

/** Another instance of one of the platform's services, on a port of its own, started and ended by a test. */
export class OwnProcess {
  private constructor(
    private readonly child: Child,
    readonly port: number,
  ) {}

  /**
   * Resolves when it is ready. It has the environment that the platform gives to the service of this name, but for its port and
   * `env`; it ends with this process, whatever ends that.
   * @throws Error with its last log lines, when it does not get ready
   */
  static async start(
    name: 'task-service' | 'consumer',
    env: Readonly<Record<string, string>> = {},
  ): Promise<OwnProcess> {
    const spec = loadPlatform(components).plan.processes.find((process) => process.name === name);
    if (spec === undefined) throw new Error(`the platform has no ${name}`);
    const port = await freePort();
    const child = await Child.start({
      name: `${name}-${port}`,
      argv: [process.execPath, ...spec.argv.slice(1)],
      env: { ...spec.env, HTTP_PORT: String(port), ...env },
      readyUrl: `http://127.0.0.1:${port}/readyz`,
    });
    return new OwnProcess(child, port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it has ended. */
  async kill(): Promise<void> {
    await this.child.kill();
  }

  /** Asks it to end, if it runs, and resolves when it has. @throws Error when it takes longer than 30 s; it is killed then */
  async stop(): Promise<void> {
    await this.child.stop();
  }
}
