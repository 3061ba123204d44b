import { InDoubtError, type Journal } from '../platform/journal';

/** What becomes of one task after the other, over and over. Several updates in a row show whether they keep their order. */
const FATES = [
  ['update', 'assign', 'update', 'update', 'complete'],
  ['update', 'update', 'delete'],
  ['assign'],
  ['update', 'update', 'complete', 'update', 'delete'],
] as const;

/** A user who works on one task after the other, each change with a title that no other change has. */
export class TaskLife {
  private taskId: string | undefined;
  private lived = 0;
  private titles = 0;
  private left: (typeof FATES)[number][number][] = [];

  /** @param assigneeId who is given some of the tasks */
  constructor(
    private readonly journal: Journal,
    private readonly assigneeId: string,
  ) {}

  /**
   * The next change. One that is in doubt is the last of its task, so that the task itself tells afterwards whether it was made.
   * @throws InDoubtError
   */
  readonly step = async (): Promise<void> => {
    try {
      await this.change();
    } catch (error) {
      if (error instanceof InDoubtError) this.taskId = undefined;
      throw error;
    }
  };

  private async change(): Promise<void> {
    if (this.taskId === undefined) {
      this.left = [...(FATES[this.lived % FATES.length] ?? [])];
      this.lived += 1;
      this.taskId = await this.journal.create(this.nextTitle());
      return;
    }
    const { taskId } = this;
    const next = this.left.shift();
    if (next === 'update') await this.journal.update(taskId, this.nextTitle());
    else if (next === 'assign') await this.journal.assign(taskId, this.assigneeId);
    else if (next === 'complete') await this.journal.complete(taskId);
    else if (next === 'delete') await this.journal.delete(taskId);
    if (this.left.length === 0) this.taskId = undefined;
  }

  private nextTitle(): string {
    this.titles += 1;
    return `Change ${this.titles}`;
  }
}
