/**
 * Loaded before a process that the launcher starts (`--import`): when the launcher is gone, however it went, the process
 * is asked to end as if by the launcher, and ended when it does not.
 */
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.channel) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    const deadlineMs = Number(process.env.SHUTDOWN_TIMEOUT_MS || 30_000) + 5_000;
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), deadlineMs).unref();
  });
  // The channel alone is no reason to stay.
  process.channel.unref();
}
