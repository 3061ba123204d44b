import fs from 'node:fs';
import path from 'node:path';
import { LogFollower } from './log-follower';
import { describeLogShipper, LogShipper } from './log-shipper';
import type { Rehearsal } from './rehearse';

/** What brings log lines to Elasticsearch where neither Filebeat nor Logstash can be had. */
export interface Logs {
  /** Leaves nothing behind. Throws CommandFailure when it had ended before. */
  stop(): Promise<void>;
}

/** Writes what the containers say to files, and has the native log shipper read them. Throws CommandFailure. */
export async function bringLogs(rehearsal: Rehearsal): Promise<Logs> {
  const { paths, model, folders } = rehearsal;
  const spec = describeLogShipper(rehearsal, folders.logs);
  fs.rmSync(folders.logs, { recursive: true, force: true });
  fs.mkdirSync(folders.logs, { recursive: true, mode: 0o700 });
  const follower = new LogFollower(model.name, folders.logs);
  const endFollowing = async () => {
    try {
      await follower.stop();
    } finally {
      fs.rmSync(folders.logs, { recursive: true, force: true });
    }
  };
  try {
    // As natively: what it says lies where it reads.
    const shipper = await LogShipper.start(spec, paths.root, path.join(folders.logs, `${spec.name}.log`));
    return {
      stop: async () => {
        try {
          await shipper.stop();
        } finally {
          await endFollowing();
        }
      },
    };
  } catch (error) {
    await endFollowing();
    throw error;
  }
}
