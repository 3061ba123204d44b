import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type ModelStatic,
  type Sequelize,
} from 'sequelize';
import type { TaskPriority, TaskStatus } from '../tasks/task';

export interface UserRow extends Model<InferAttributes<UserRow>, InferCreationAttributes<UserRow>> {
  id: string;
  email: string;
  passwordHash: string;
  displayName: string;
  createdAt: Date;
}

export interface TaskRow extends Model<InferAttributes<TaskRow>, InferCreationAttributes<TaskRow>> {
  id: string;
  ownerId: string;
  title: string;
  description: string | null;
  status: TaskStatus;
  priority: TaskPriority;
  dueAt: Date | null;
  tags: string[];
  assigneeId: string | null;
  createdAt: Date;
  updatedAt: Date;
  completedAt: Date | null;
  deletedAt: CreationOptional<Date | null>;
}

export interface Models {
  users: ModelStatic<UserRow>;
  tasks: ModelStatic<TaskRow>;
}

/** The tables that are read and written by Sequelize's models; the migrations create them. */
export function defineModels(sequelize: Sequelize): Models {
  const options = { timestamps: false, underscored: true } as const;
  return {
    users: sequelize.define<UserRow>(
      'user',
      {
        id: { type: DataTypes.UUID, primaryKey: true },
        email: { type: DataTypes.TEXT, allowNull: false },
        passwordHash: { type: DataTypes.TEXT, allowNull: false },
        displayName: { type: DataTypes.TEXT, allowNull: false },
        createdAt: { type: DataTypes.DATE, allowNull: false },
      },
      { ...options, tableName: 'users' },
    ),
    tasks: sequelize.define<TaskRow>(
      'task',
      {
        id: { type: DataTypes.UUID, primaryKey: true },
        ownerId: { type: DataTypes.UUID, allowNull: false },
        title: { type: DataTypes.TEXT, allowNull: false },
        description: { type: DataTypes.TEXT },
        status: { type: DataTypes.TEXT, allowNull: false },
        priority: { type: DataTypes.TEXT, allowNull: false },
        dueAt: { type: DataTypes.DATE },
        tags: { type: DataTypes.ARRAY(DataTypes.TEXT), allowNull: false },
        assigneeId: { type: DataTypes.UUID },
        createdAt: { type: DataTypes.DATE, allowNull: false },
        updatedAt: { type: DataTypes.DATE, allowNull: false },
        completedAt: { type: DataTypes.DATE },
        deletedAt: { type: DataTypes.DATE },
      },
      { ...options, tableName: 'tasks' },
    ),
  };
}
