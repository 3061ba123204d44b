import type { Settings } from '../settings';
import type { Paths } from './paths';

/** What a component may ask of its surroundings when it describes itself. */
export interface Context {
  readonly settings: Settings;
  readonly paths: Paths;
  /** How many times faster than in production the alert path goes. Absent at rest: production's rules, the interval of the settings. */
  readonly clockSpeed?: number;
  /** Folder of rules, routes, templates and clock.yml. Default `<root>/alerts`. */
  readonly alerts?: string;
  /** Folder with a file of each webhook's URL, as Alertmanager sees it. Default: the rendered one. */
  readonly webhooks?: string;
}

/** How a process tells that it can do its work; asked again until it answers. */
export type Probe =
  | {
      readonly kind: 'http';
      readonly port: number;
      readonly path: string;
      /** Sent as HTTP headers, e.g. for a component that refuses anonymous requests. */
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'exec'; readonly argv: readonly string[] };

/** `healthy`: its readiness probe passes; `completed`: it ended with exit code 0. */
export type DependencyCondition = 'healthy' | 'completed';

/** One supervised process of the platform. */
export interface ProcessSpec {
  /** Kebab-case; also the name of its log file, of its scrape job and of the service in `dev-logs SERVICE=…`. */
  readonly name: string;
  /** `service` keeps running; `job` runs once and ends with 0; `manual` is a service that is only started on request. */
  readonly kind: 'service' | 'job' | 'manual';
  /** Program (absolute path, or a name on the PATH) and its arguments; no shell is involved. */
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the project's root. */
  readonly cwd?: string;
  readonly dependsOn?: Readonly<Record<string, DependencyCondition>>;
  /** Needed for every `service` and `manual`; absent for a `job`. */
  readonly probe?: Probe;
  /** Ports that it listens on, by what is served there (`http`, `kafka`, `metrics`, …). Checked to be free before the start. */
  readonly ports?: Readonly<Record<string, number>>;
  /** True for a program that refuses to run as root (PostgreSQL, Elasticsearch): it gets the data user. */
  readonly asDataUser?: boolean;
  /** Sent to end it. Default SIGTERM. */
  readonly stopSignal?: 'SIGTERM' | 'SIGINT' | 'SIGQUIT';
  /** Seconds between the stop signal and SIGKILL. Default 10. */
  readonly stopTimeoutSeconds?: number;
}

/** A configuration file, written before the start to `paths.config/<path>`. Rewritten only when its content differs. */
export interface ConfigFile {
  readonly path: string;
  readonly content: string;
  /** Default 0644; 0600 for one that holds a secret, 0700 if it is a program besides. */
  readonly mode?: number;
  readonly asDataUser?: boolean;
}

/** A directory under `paths.data`, made before the start with mode 0700. */
export interface DataDirectory {
  readonly path: string;
  readonly asDataUser?: boolean;
}

/**
 * Something to install. `ready` must be cheap (a file look-up), since it is asked at every start.
 * `apt` packages of all components are installed in one go; the other kinds are installed one by one, in parallel where they can.
 */
export type Artefact =
  | {
      readonly kind: 'apt';
      readonly packages: readonly string[];
      /** A file that the packages bring. */ readonly probe: string;
    }
  | {
      readonly kind: 'go';
      /** Folder under `infra/native/tools`. */ readonly module: string;
      readonly package: string;
      readonly binary: string;
      readonly tags?: string;
    }
  | {
      readonly kind: 'maven-classpath';
      /** Folder under `infra/native/maven` with a pom.xml. */ readonly pom: string;
      /** Folder under `paths.cache` that gets the jars. */ readonly target: string;
    }
  | {
      readonly kind: 'maven-archive';
      /** group:artifact:version:packaging[:classifier] */ readonly coordinates: string;
      /** Folder under `paths.cache` that gets the content (tar.gz or zip is unpacked, a jar is copied). */ readonly target: string;
    };

/** A Prometheus scrape target, written to `file_sd`. The job is the process's name unless set. */
export interface ScrapeTarget {
  readonly job: string;
  readonly port: number;
  /** Default `/metrics`. */
  readonly metricsPath?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A link worth showing at the end of `make dev-up`. */
export interface Link {
  readonly title: string;
  /** Something that answers when it is opened in a browser. */
  readonly url: string;
}

/** A component of the platform: what to install, what to write, what to run, what to scrape. */
export interface Component {
  readonly name: string;
  readonly artefacts?: readonly Artefact[];
  readonly directories?: (context: Context) => readonly DataDirectory[];
  readonly files?: (context: Context) => readonly ConfigFile[];
  /** Folders under `paths.config` of which it reads whatever is there: what is not among `files` is removed. */
  readonly sweptFolders?: readonly string[];
  readonly processes: (context: Context) => readonly ProcessSpec[];
  readonly scrapeTargets?: (context: Context) => readonly ScrapeTarget[];
  readonly links?: (context: Context) => readonly Link[];
}
