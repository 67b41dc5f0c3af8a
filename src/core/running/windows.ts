/** What a window of this editor says of itself while it is open: one small file each. */
export interface Heartbeat {
  version: 1
  pid: number
  /** Milliseconds since 1970: its Cline has the settings of that moment in memory. */
  startedAt: number
  /** The same before and after a reload: its workspace. */
  window: string
  /** The workspace's name; empty without one. */
  name: string
  /** The installed Cline's version; absent without Cline, which then has nothing in memory. */
  cline?: string
}

/** A note to the other windows: reload, so that your Cline reads what was written. */
export interface ReloadCall {
  version: 1
  id: string
  /** Windows that were loaded before have the older settings in memory. Milliseconds since 1970. */
  at: number
  /** The one window that was asked in particular; absent for all. */
  pid?: number
  /** Who asks. */
  from: number
}

/** Facts that tell a window that is open from a file that a crash left behind. */
export interface AliveFacts {
  isAlive: (pid: number) => boolean
  /** When the computer started, in milliseconds since 1970: process ids begin anew. */
  bootedAt: number
}

/** True when the window behind a heartbeat is open. */
export const isOpen = ({ pid, startedAt }: Heartbeat, { isAlive, bootedAt }: AliveFacts): boolean =>
  startedAt >= bootedAt && isAlive(pid)

/** The windows whose Cline has settings from before a moment in memory. */
export const staleSince = (windows: readonly Heartbeat[], at: number): Heartbeat[] =>
  windows.filter(({ cline, startedAt }) => cline !== undefined && startedAt < at)

/** Whether a call means this window. */
export const isMeant = (call: ReloadCall, window: Pick<Heartbeat, 'pid' | 'startedAt'>): boolean =>
  call.from !== window.pid &&
  window.startedAt < call.at &&
  (call.pid === undefined || call.pid === window.pid)
