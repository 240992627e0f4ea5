import type { AccountState } from './account.ts';
import type { TaskEvent } from './account-events.ts';
import type { Stamp } from './event-stamp.ts';
import { claimedIntent, type Intent, joinedIntent, settledIntent, withdrawnIntent } from './intent.ts';
import { closedTask, type Task } from './task.ts';

/** Folds events about tasks, intents and the timer. */
export function evolveTasks(state: AccountState, event: TaskEvent, stamp: Stamp): AccountState {
  switch (event.type) {
    case 'task_opened':
      return { ...state, tasks: [...state.tasks, { opened_at: stamp.at, ...event.task }], minted: state.minted + 1 };
    case 'task_hastened':
      return withTask(state, event.task, (task) => ({ ...task, due_at: event.due_at }));
    case 'task_closed':
      return withTask(state, event.task, (task) => closedTask(task, event, stamp));
    case 'task_missed':
      return withTask(state, event.task, (task) => ({ missed: true, ...task }));
    case 'task_escalated':
      return withTask(state, event.task, (task) => ({ escalated: true, ...task }));
    case 'intent_raised':
      return {
        ...state,
        intents: [...state.intents, { raised_at: stamp.at, ...event.intent }],
        minted: state.minted + 1,
      };
    case 'intent_joined':
      return withIntent(state, event.intent, (intent) => joinedIntent(intent, event.text));
    case 'intent_claimed':
      return withIntent(state, event.intent, (intent) => claimedIntent(intent, event, stamp));
    case 'intent_settled':
      return withIntent(state, event.intent, (intent) => settledIntent(intent, event, stamp));
    case 'intent_withdrawn':
      return withIntent(state, event.intent, (intent) => withdrawnIntent(intent, event, stamp));
    case 'alarm_set':
      return { ...state, alarm: event.at };
    case 'posted':
      return state;
    default:
      return event satisfies never;
  }
}

function withTask(state: AccountState, id: string, change: (task: Task) => Task): AccountState {
  return { ...state, tasks: state.tasks.map((task) => (task.id === id ? change(task) : task)) };
}

function withIntent(state: AccountState, id: string, change: (intent: Intent) => Intent): AccountState {
  return { ...state, intents: state.intents.map((intent) => (intent.id === id ? change(intent) : intent)) };
}
