/** True when a process of this computer runs under this id; the signal 0 only asks. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It runs, but it is another user's.
    return (error as { code?: unknown }).code === 'EPERM'
  }
}
